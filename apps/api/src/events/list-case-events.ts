import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { eventsOf, type EventStore, type RecordedEvent } from '#event-store';
import { cloudEvent, type CloudEvent } from '#interchange';
import { InvalidCursor, type PageOf } from '#read-models';
import { limitOf } from '../http/read-query.js';
import { Problem } from '../problems/problem.js';
import { EVENT_STORE } from '../resources.js';
import type { CaseEventsQuery } from './events-query.js';

export class ListCaseEvents extends Query<PageOf<CloudEvent>> {
  constructor(
    readonly caseId: string,
    readonly asked: CaseEventsQuery,
  ) {
    super();
  }
}

@QueryHandler(ListCaseEvents)
export class ListCaseEventsHandler implements IQueryHandler<ListCaseEvents> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute({ caseId, asked }: ListCaseEvents): Promise<PageOf<CloudEvent>> {
    const limit = limitOf(asked);
    const from = revisionAfter(asked.cursor);
    const events: RecordedEvent[] = [];
    const pages = this.store.readStream(`case-${caseId}`, { from, limit: limit + 1 });
    for await (const event of eventsOf(pages)) events.push(event);
    if (events.length === 0 && from === 0) throw noEvents(caseId);
    const items = events.slice(0, limit).map(cloudEvent);
    return { items, nextCursor: events.length > limit ? String(items.at(-1)!.revision) : null };
  }
}

export function noEvents(caseId: string): Problem {
  return Problem.of('not-found', 'There is no such case.', { caseId });
}

/** A cursor is the revision of the last event of the page before. */
export function revisionAfter(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,15}$/.test(cursor)) throw new InvalidCursor();
  return Number(cursor) + 1;
}
