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
import { readHistory } from './history.js';
import { ListCaseEvents, revisionAfter } from './list-case-events.js';
import { ListEvents } from './list-events.js';
import { LiveStreams } from './live/live-streams.js';
import { EVENT_STREAM } from './live/sse-connection.js';
import { NDJSON, streamEvents } from './ndjson.js';
import { BATCH, sendPage } from './page-of-events.js';
import { lastEventId, positionOfCursor, requireInLog } from './starting-place.js';

const OFFERED = ['application/json', BATCH, NDJSON, EVENT_STREAM] as const;

/** A stream without an end is for those who name it, not for whoever takes any text. */
function mediaType(accept: string | undefined): (typeof OFFERED)[number] {
  return negotiate(accept?.replaceAll('text/*', 'text/plain'), OFFERED);
}

/** What the headers say of how the answer should come. */
interface Wanted {
  readonly accept?: string;
  readonly 'last-event-id'?: string;
}

@Controller('v1')
export class EventsController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly ledger: Ledger,
    private readonly streams: OpenStreams,
    private readonly live: LiveStreams,
  ) {}

  @Get('events')
  async all(@Headers() headers: Wanted, @Query() query: EventsQuery, @Res() reply: FastifyReply) {
    const type = mediaType(headers.accept);
    if (type === EVENT_STREAM) return this.followAll(query, lastEventId(headers['last-event-id']), reply);
    return namingStart(query, async () => {
      const [field, after] = startOf(query);
      if (after !== undefined) await requireInLog(this.store, field, after);
      if (type !== NDJSON) return sendPage(await this.queries.execute(new ListEvents(query)), type, reply);
      const read = (signal: AbortSignal) =>
        pagesUpTo(readHistory(this.store, query.stream, { after, signal }), query.to);
      const filter = new EventFilter(query, new EventFacts(this.store, this.ledger));
      return streamEvents({ read, filter, limit: givenLimit(query) }, reply, this.streams);
    });
  }

  @Get('cases/:caseId/events')
  async ofCase(
    @Param('caseId', IdPipe) caseId: string,
    @Headers() headers: Wanted,
    @Query() query: CaseEventsQuery,
    @Res() reply: FastifyReply,
  ) {
    const type = mediaType(headers.accept);
    if (type === EVENT_STREAM) return this.followCase(caseId, query, lastEventId(headers['last-event-id']), reply);
    const page = await this.queries.execute(new ListCaseEvents(caseId, query));
    if (type !== NDJSON) return sendPage(page, type, reply);
    const from = revisionAfter(query.cursor);
    const read = (signal: AbortSignal) => this.store.readStream(`case-${caseId}`, { from, signal });
    return streamEvents({ read, limit: givenLimit(query) }, reply, this.streams);
  }

  private followAll(query: EventsQuery, lastId: string | undefined, reply: FastifyReply): Promise<void> {
    refuseEnd(query);
    const start = () =>
      namingStart(query, async () => {
        const [field, after] = lastId === undefined ? startOf(query) : ['Last-Event-ID', lastId];
        if (after !== undefined) await requireInLog(this.store, field, after);
        return after ?? '';
      });
    return this.live.answer({ selection: query, start }, reply);
  }

  private followCase(caseId: string, query: CaseEventsQuery, lastId: string | undefined, reply: FastifyReply) {
    refuseEnd(query);
    const start = async () => {
      const asked = await positionOfCursor(this.store, caseId, query.cursor);
      if (lastId !== undefined) await requireInLog(this.store, 'Last-Event-ID', lastId);
      return lastId ?? asked;
    };
    return this.live.answer({ selection: { stream: `case-${caseId}` }, start }, reply);
  }
}

function startOf({ from, cursor }: EventsQuery): [field: string, after: string | undefined] {
  return cursor === undefined ? ['from', from] : ['cursor', cursor];
}

/** What would end a live stream contradicts it: whoever is cut off comes back. */
function refuseEnd({ limit, to }: { readonly limit?: string; readonly to?: string }): void {
  const given = Object.entries({ limit, to }).filter(([, value]) => value !== undefined);
  if (given.length === 0) return;
  throw invalidFields(
    given.map(([field]) => ({ field, message: `${field} contradicts ${EVENT_STREAM}, which has no end` })),
  );
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
