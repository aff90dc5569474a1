import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { EventStore } from '#event-store';
import { cloudEvent, EventFacts, EventFilter, pagesUpTo, type CloudEvent } from '#interchange';
import { Ledger } from '#ledger';
import type { PageOf } from '#read-models';
import { limitOf } from '../http/read-query.js';
import { EVENT_STORE } from '../resources.js';
import type { EventsQuery } from './events-query.js';
import { readHistory } from './history.js';

/** Events looked at for one answer: a filter that finds little must not read a long log in one go. */
const MAX_SCANNED = 10_000;

export class ListEvents extends Query<PageOf<CloudEvent>> {
  constructor(readonly asked: EventsQuery) {
    super();
  }
}

@QueryHandler(ListEvents)
export class ListEventsHandler implements IQueryHandler<ListEvents> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly ledger: Ledger,
  ) {}

  /** A page may hold fewer events than asked for, or none, and still have a next one. */
  async execute({ asked }: ListEvents): Promise<PageOf<CloudEvent>> {
    const limit = limitOf(asked);
    const filter = new EventFilter(asked, new EventFacts(this.store, this.ledger));
    const items: CloudEvent[] = [];
    let scanned = 0;
    const pages = readHistory(this.store, asked.stream, { after: asked.cursor ?? asked.from });
    for await (const page of pagesUpTo(pages, asked.to)) {
      for (const event of await filter.pick(page.events)) {
        if (items.length === limit) return { items, nextCursor: items.at(-1)!.position };
        items.push(cloudEvent(event));
      }
      scanned += page.events.length;
      if (scanned >= MAX_SCANNED) return { items, nextCursor: page.position };
    }
    return { items, nextCursor: null };
  }
}
