import { Inject, Injectable } from '@nestjs/common';
import { readWholeStream, type EventStore } from '#event-store';
import { unionsNamedIn, upcastUnion } from '#ledger';
import { caseAt, type CaseAt, type Moment } from '#read-models';
import { foldUnion, type UnionState } from '#unions';
import { EVENT_STORE } from '../../resources.js';

/** Cases as they were, folded from their events: no table keeps the past. */
@Injectable()
export class CaseHistory {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** Undefined when there was no such case then. */
  async at(caseId: string, moment: Moment): Promise<CaseAt | undefined> {
    const events = await readWholeStream(this.store, `case-${caseId}`);
    const named = new Set(events.flatMap(({ data }) => unionsNamedIn({ content: data })));
    const unions = await Promise.all([...named].map((unionId) => this.union(unionId, moment)));
    const known = unions.filter(({ revision }) => revision >= 0);
    return caseAt(caseId, events, new Map(known.map((union) => [union.unionId, union])), moment);
  }

  /** The directory, too, says what was known of it by then. */
  private async union(unionId: string, { knownAt }: Moment): Promise<UnionState> {
    const events = (await readWholeStream(this.store, `union-${unionId}`)).map(upcastUnion);
    return foldUnion(
      unionId,
      events.filter(({ recordedAt }) => Date.parse(recordedAt) <= knownAt),
    );
  }
}
