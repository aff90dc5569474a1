import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '#event-store';
import { Ledger, positionOfEvent } from '#ledger';
import type { Publication } from '#publications';
import { Problem } from '../../problems/problem.js';
import { EVENT_STORE } from '../../resources.js';

/** A published report, and where its frame ends in this log. */
export interface PublishedReport {
  readonly publication: Publication;
  /** Of the last event that its figures count; '' when there is none. */
  readonly position: string;
}

/** Published reports as the log has them: no table has to be waited for. */
@Injectable()
export class PublishedReports {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly ledger: Ledger,
  ) {}

  /** @throws Problem when there is none, or the log lacks what it counts */
  async get(reportId: string): Promise<PublishedReport> {
    const publication = await this.ledger.findPublication(reportId);
    if (!publication) throw Problem.of('not-found', 'There is no such published report.', { reportId });
    return { publication, position: await this.endOf(publication) };
  }

  private async endOf({ data: { lastEvent } }: Publication): Promise<string> {
    if (lastEvent === undefined) return '';
    const position = await positionOfEvent(this.store, lastEvent);
    if (position === undefined) throw Problem.of('event-missing', undefined, { event: lastEvent });
    return position;
  }
}
