import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { responseTimesCsv, type ResponseTimesReport } from '#read-models';
import { negotiate } from '../http/media-type.js';
import { ReadQuery } from '../http/read-query.js';
import { GetAccountability } from './get-accountability.js';
import { GetResponseTimes } from './get-response-times.js';
import { ResponseTimesQuery } from './response-times-query.js';

const REPORT_TYPES = ['application/json', 'text/csv'] as const;
const CSV_TYPE = 'text/csv; charset=utf-8; header=present';

@Controller('v1/reports')
export class ReportsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('response-times')
  async responseTimes(
    @Query() query: ResponseTimesQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ResponseTimesReport | string> {
    const type = negotiate(accept, REPORT_TYPES);
    void reply.header('vary', 'Accept');
    const { minPosition: _, ...asked } = query;
    const report = await this.queries.execute(new GetResponseTimes(asked));
    if (type !== 'text/csv') return report;
    void reply.header('content-type', CSV_TYPE).header('content-disposition', 'inline; filename="response-times.csv"');
    return responseTimesCsv(report);
  }

  @Get('accountability')
  accountability(@Query() _query: ReadQuery) {
    return this.queries.execute(new GetAccountability());
  }
}
