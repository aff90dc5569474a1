import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ReadQuery } from '../http/read-query.js';
import { GetAccountability } from './get-accountability.js';
import { GetResponseTimes } from './get-response-times.js';
import { ResponseTimesQuery } from './response-times-query.js';

@Controller('v1/reports')
export class ReportsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('response-times')
  responseTimes(@Query() query: ResponseTimesQuery) {
    return this.queries.execute(new GetResponseTimes(query));
  }

  @Get('accountability')
  accountability(@Query() _query: ReadQuery) {
    return this.queries.execute(new GetAccountability());
  }
}
