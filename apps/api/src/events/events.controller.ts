import { Controller, Get, Headers, Inject, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import type { EventStore } from '#event-store';
import { Ledger } from '#ledger';
import { IdPipe } from '../http/id.pipe.js';
import { negotiate } from '../http/media-type.js';
import { OpenStreams } from '../http/open-streams.js';
import { EVENT_STORE } from '../resources.js';
import { EventFilter } from './event-filter.js';
import { CaseEventsQuery, EventsQuery } from './events-query.js';
import { ListCaseEvents } from './list-case-events.js';
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
    if (negotiate(accept, OFFERED) !== NDJSON) return reply.send(await this.queries.execute(new ListEvents(query)));
    const filter = new EventFilter(query, this.store, this.ledger);
    const after = query.cursor ?? query.from;
    return streamEvents((signal) => this.store.readAll({ after, signal }), filter, reply, this.streams);
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
    const read = (signal: AbortSignal) => this.store.readStream(`case-${caseId}`, { signal });
    return streamEvents(read, undefined, reply, this.streams);
  }
}
