import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '#event-store';
import { LastEventMissing, Ledger, locatePublication, type LocatedPublication } from '#ledger';
import { Problem } from '../../problems/problem.js';
import { EVENT_STORE } from '../../resources.js';

/** Published reports as the log has them: no table has to be waited for. */
@Injectable()
export class PublishedReports {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly ledger: Ledger,
  ) {}

  /** @throws Problem when there is none, or the log lacks what it counts */
  async get(reportId: string): Promise<LocatedPublication> {
    const found = await locatePublication(this.ledger, this.store, reportId).catch((error: unknown) => {
      if (!(error instanceof LastEventMissing)) throw error;
      throw Problem.of('event-missing', undefined, { event: error.event });
    });
    if (!found) throw Problem.of('not-found', 'There is no such published report.', { reportId });
    return found;
  }
}
