import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { publicationView } from '#read-models';
import { IdPipe } from '../../http/id.pipe.js';
import { entityTag } from '../../http/if-match.js';
import { PageQuery, ReadQuery } from '../../http/read-query.js';
import { Write, WriteRequest } from '../../http/write-request.js';
import { FindPublishedReports } from './find-published-reports.js';
import { GetPublishedReport } from './get-published-report.js';
import { GetReportChanges } from './get-report-changes.js';
import { PublishReport } from './publish-report.js';
import { PublishReportBody } from './publish-report-body.js';

@Controller('v1/reports/published')
export class PublishedReportsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  async publish(
    @Body() body: PublishReportBody,
    @Write() write: WriteRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const publication = await this.commands.execute(new PublishReport(body, write));
    const { id: stepId, reportId, revision } = publication;
    reply.headers({ location: `/v1/reports/published/${reportId}`, etag: entityTag(revision) });
    return { stepId, revision, ...publicationView(publication) };
  }

  @Get()
  find(@Query() query: PageQuery) {
    return this.queries.execute(new FindPublishedReports(query));
  }

  @Get(':reportId')
  get(@Param('reportId', IdPipe) reportId: string, @Query() query: ReadQuery) {
    return this.queries.execute(new GetPublishedReport(reportId, query));
  }

  @Get(':reportId/changes')
  changes(@Param('reportId', IdPipe) reportId: string, @Query() query: PageQuery) {
    return this.queries.execute(new GetReportChanges(reportId, query));
  }
}
