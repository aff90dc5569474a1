import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { validateStep } from '#cases';
import { bodyOrEmpty } from '../http/json-body.js';
import { IdPipe } from '../http/id.pipe.js';
import { entityTag } from '../http/if-match.js';
import { Write, WriteRequest } from '../http/write-request.js';
import { CaseQuery } from './case-query.js';
import { CasesQuery } from './cases-query.js';
import { OpenCase } from './commands/open-case.js';
import { RecordStep } from './commands/record-step.js';
import { readOpening } from './open-case-body.js';
import { FindCases } from './queries/find-cases.js';
import { GetCase } from './queries/get-case.js';
import { GetTimeline } from './queries/get-timeline.js';
import { stepTypeOf } from './step-type.js';

@Controller('v1/cases')
export class CasesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  async open(@Body() body: unknown, @Write() write: WriteRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { type, content } = readOpening(body);
    const opened = await this.commands.execute(new OpenCase(type, content, write));
    reply.headers({ location: `/v1/cases/${opened.caseId}`, etag: entityTag(opened.revision) });
    return opened;
  }

  @Post(':caseId/steps/:step')
  async record(
    @Param('caseId', IdPipe) caseId: string,
    @Param('step') step: string,
    @Body() body: unknown,
    @Write() write: WriteRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const type = stepTypeOf(step);
    const content = validateStep(type, bodyOrEmpty(body));
    const recorded = await this.commands.execute(new RecordStep(caseId, type, content, write));
    reply.header('etag', entityTag(recorded.revision));
    return recorded;
  }

  @Get()
  find(@Query() query: CasesQuery) {
    return this.queries.execute(new FindCases(query));
  }

  @Get(':caseId')
  async get(
    @Param('caseId', IdPipe) caseId: string,
    @Query() query: CaseQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const found = await this.queries.execute(new GetCase(caseId, query));
    // Only the present one is what a write can be decided on.
    if ([query.asOf, query.knownAt, query.pin].every((other) => other === undefined))
      reply.header('etag', entityTag(found.revision));
    return found;
  }

  @Get(':caseId/timeline')
  timeline(@Param('caseId', IdPipe) caseId: string, @Query() query: CaseQuery) {
    return this.queries.execute(new GetTimeline(caseId, query));
  }
}
