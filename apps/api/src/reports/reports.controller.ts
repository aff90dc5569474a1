import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import {
  referralEdgesCsv,
  responseTimesCsv,
  tabulatedBody,
  tabulatedCsv,
  type FactsPage,
  type ReferralEdges,
  type ResponseTimesReport,
} from '#read-models';
import { negotiate } from '../http/media-type.js';
import { GetReferralEdges } from './get-referral-edges.js';
import { GetResponseTimes } from './get-response-times.js';
import { GetTabulation } from './get-tabulation.js';
import { ListFacts } from './list-facts.js';
import { ResponseTimesQuery } from './response-times-query.js';
import { tabulationNamed } from './tabulation-named.js';
import { FactsQuery, TabulationQuery } from './tabulation-query.js';

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
    const isCsv = wantsCsv(accept, reply);
    const report = await this.queries.execute(new GetResponseTimes(query));
    return isCsv ? inCsv('response-times', responseTimesCsv(report), reply) : report;
  }

  @Get('referrals/edges')
  async referralEdges(
    @Query() query: TabulationQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReferralEdges | string> {
    const isCsv = wantsCsv(accept, reply);
    const edges = await this.queries.execute(new GetReferralEdges(query));
    return isCsv ? inCsv('referral-edges', referralEdgesCsv(edges), reply) : edges;
  }

  @Get(':report')
  async tabulation(
    @Param('report') name: string,
    @Query() query: TabulationQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | string> {
    const tabulation = tabulationNamed(name);
    const isCsv = wantsCsv(accept, reply);
    const report = await this.queries.execute(new GetTabulation(tabulation, query));
    return isCsv ? inCsv(name, tabulatedCsv(report), reply) : tabulatedBody(report);
  }

  @Get(':report/facts')
  facts(@Param('report') name: string, @Query() query: FactsQuery): Promise<FactsPage> {
    return this.queries.execute(new ListFacts(tabulationNamed(name), query));
  }
}

function wantsCsv(accept: string | undefined, reply: FastifyReply): boolean {
  const type = negotiate(accept, REPORT_TYPES);
  void reply.header('vary', 'Accept');
  return type === 'text/csv';
}

function inCsv(name: string, csv: string, reply: FastifyReply): string {
  void reply.header('content-type', CSV_TYPE).header('content-disposition', `inline; filename="${name}.csv"`);
  return csv;
}
