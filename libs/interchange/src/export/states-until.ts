import { foldCase, type CaseState } from '#cases';
import { eventsOf, type EventStore, type Position, type RecordedEvent } from '#event-store';
import { upcastCase, upcastUnion } from '#ledger';
import { foldUnion, type UnionState } from '#unions';
import type { States } from '../events/event-facts.js';

/** Cases and unions as a log had them at a position, straight from their streams. */
export class StatesUntil implements States {
  /** @param to undefined when the log is empty */
  constructor(
    private readonly store: EventStore,
    private readonly to: Position | undefined,
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
    if (this.to === undefined) return events;
    for await (const event of eventsOf(this.store.readStream(stream))) {
      if (event.position > this.to) break;
      events.push(event);
    }
    return events;
  }
}
