import { Controller, Get, Headers, Inject, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { InvalidRead, type EventStore } from '#event-store';
import { EventFacts, EventFilter, pagesUpTo } from '#interchange';
import { Ledger } from '#ledger';
import { IdPipe } from '../http/id.pipe.js';
import { negotiate } from '../http/media-type.js';
import { OpenStreams } from '../http/open-streams.js';
import { invalidFields } from '../problems/problem-of.js';
import { EVENT_STORE } from '../resources.js';
import { CaseEventsQuery, EventsQuery } from './events-query.js';
import { ListCaseEvents, revisionAfter } from './list-case-events.js';
import { ListEvents } from './list-events.js';
import { NDJSON, streamEvents } from './ndjson.js';

const OFFERED = ['application/json', NDJSON] as const;

@Controller('v1')
export class EventsController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly ledger: Ledger,
    private readonly streams: OpenStreams,
  ) {}

  @Get('events')
  async all(@Headers('accept') accept: string | undefined, @Query() query: EventsQuery, @Res() reply: FastifyReply) {
    return namingStart(query, async () => {
      if (negotiate(accept, OFFERED) !== NDJSON) return reply.send(await this.queries.execute(new ListEvents(query)));
      const after = query.cursor ?? query.from;
      const read = (signal: AbortSignal) => pagesUpTo(this.store.readAll({ after, signal }), query.to);
      const filter = new EventFilter(query, new EventFacts(this.store, this.ledger));
      return streamEvents({ read, filter, limit: givenLimit(query) }, reply, this.streams);
    });
  }

  @Get('cases/:caseId/events')
  async ofCase(
    @Param('caseId', IdPipe) caseId: string,
    @Headers('accept') accept: string | undefined,
    @Query() query: CaseEventsQuery,
    @Res() reply: FastifyReply,
  ) {
    const page = await this.queries.execute(new ListCaseEvents(caseId, query));
    if (negotiate(accept, OFFERED) !== NDJSON) return reply.send(page);
    const from = revisionAfter(query.cursor);
    const read = (signal: AbortSignal) => this.store.readStream(`case-${caseId}`, { from, signal });
    return streamEvents({ read, limit: givenLimit(query) }, reply, this.streams);
  }
}

/** Runs a reading of the log, and names the parameter that it was to start from when there is no such place. */
async function namingStart<Result>({ from }: EventsQuery, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof InvalidRead)) throw error;
    const field = from === undefined ? 'cursor' : 'from';
    throw invalidFields([{ field, message: `${field} is no position that this API gave` }]);
  }
}

function givenLimit({ limit }: { readonly limit?: string }): number | undefined {
  return limit === undefined ? undefined : Number(limit);
}
