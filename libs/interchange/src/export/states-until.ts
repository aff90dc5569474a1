import { foldCase, type CaseState } from '#cases';
import { eventsOf, type EventStore, type RecordedEvent } from '#event-store';
import { upcastCase, upcastUnion } from '#ledger';
import { foldUnion, type UnionState } from '#unions';
import type { States } from '../events/event-facts.js';
import { isKnown, type LogFrame } from './log-frame.js';

/** Cases and unions as a frame has them, straight from their streams. */
export class StatesUntil implements States {
  constructor(
    private readonly store: EventStore,
    private readonly frame: LogFrame,
  ) {}

  /** @throws ImpossibleEvent, UnknownSchema, StoreUnavailable */
  async loadCase(caseId: string): Promise<CaseState> {
    return foldCase(caseId, (await this.eventsIn(`case-${caseId}`)).map(upcastCase));
  }

  /** @throws UnknownSchema, StoreUnavailable */
  async loadUnion(unionId: string): Promise<UnionState> {
    return foldUnion(unionId, (await this.eventsIn(`union-${unionId}`)).map(upcastUnion));
  }

  private async eventsIn(stream: string): Promise<RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for await (const event of eventsOf(this.store.readStream(stream))) {
      // What follows was not known without it, whatever the clock said that it was recorded by.
      if (!isKnown(event, this.frame)) break;
      events.push(event);
    }
    return events;
  }
}
