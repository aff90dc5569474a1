import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { EngagementsQuery } from './engagements-query.js';
import { FindEngagements } from './find-engagements.js';

@Controller('v1/engagements')
export class EngagementsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  find(@Query() query: EngagementsQuery) {
    return this.queries.execute(new FindEngagements(query));
  }
}
