import { emptyUnion, evolveUnion, UNION_EVENTS, type UnionState } from '#unions';
import type { EventStore } from '#event-store';
import { upcastUnion } from '#ledger';
import { subjectOf } from '../events/subject.js';
import { eventsOfTypes } from './events-of-types.js';
import { isKnown, type LogFrame } from './log-frame.js';

/** Every union that a frame has, by its id: a directory is small beside the log. */
export type Directory = ReadonlyMap<string, UnionState>;

/** @throws UnknownSchema, StoreUnavailable, the signal's reason */
export async function directoryOf(store: EventStore, frame: LogFrame, signal: AbortSignal): Promise<Directory> {
  const unions = new Map<string, UnionState>();
  /** Of which an event was recorded later, and what follows it was not known either. */
  const cut = new Set<string>();
  for await (const events of eventsOfTypes(store, Object.keys(UNION_EVENTS), frame, signal)) {
    for (const event of events) {
      const { id } = subjectOf(event.stream);
      if (!isKnown(event, frame)) cut.add(id);
      if (cut.has(id)) continue;
      unions.set(id, evolveUnion(unions.get(id) ?? emptyUnion(id), upcastUnion(event)));
    }
  }
  return unions;
}
