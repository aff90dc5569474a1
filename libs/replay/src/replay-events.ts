import type { EventStore, Page, Position, RecordedEvent } from '#event-store';
import { currentEvent, EventFacts, EventFilter, pagesUpTo, subjectOf, type EventConditions } from '#interchange';
import type { Ledger } from '#ledger';
import type { ReplayedEvent } from '#folds';
import { amendedStreams, CorrectedHistory, type Moment } from './corrected-history.js';
import { LogAsItIs } from './log-as-it-is.js';
import type { History, Shown } from './shown.js';

/** How far a replay is. */
export interface ReplayProgress {
  /** Events of the log that were looked at. */
  readonly looked: number;
  readonly position: Position;
}

export interface Replay {
  readonly store: EventStore;
  /** Where the states of cases and unions come from. */
  readonly ledger: Pick<Ledger, 'loadCase' | 'loadUnion'>;
  readonly conditions: EventConditions;
  /** This stream alone. */
  readonly stream?: string;
  /** What was true and known then, corrections applied; without one the log as it is. */
  readonly moment?: Moment;
  readonly signal?: AbortSignal;
  onProgress?(progress: ReplayProgress): void;
}

/** The events of the log that are selected, in order, page by page. @throws InvalidRead, StoreUnavailable, UnknownSchema */
export async function* replayEvents(replay: Replay): AsyncGenerator<ReplayedEvent[], void, undefined> {
  const { store, ledger, conditions, onProgress } = replay;
  const facts = new EventFacts(store, ledger);
  const history = await historyOf(replay, facts);
  const filter = new EventFilter(conditions, facts);
  const types = conditions.types === undefined ? undefined : new Set(conditions.types.split(','));
  let looked = 0;
  for await (const { events, position } of pagesUpTo(pagesOf(replay), conditions.to)) {
    const shown = new Map<RecordedEvent, Shown>();
    for (const event of events) {
      // A history at a moment must see every event, to know what else was recorded then.
      if (!replay.moment && types?.has(event.type) === false) continue;
      const found = await history.show(event);
      if (found) shown.set(found.event, found);
    }
    const picked = await filter.pick([...shown.keys()]);
    yield picked.map((event) => replayedEvent(shown.get(event)!));
    looked += events.length;
    onProgress?.({ looked, position });
  }
}

async function historyOf({ store, conditions, moment, signal }: Replay, facts: EventFacts): Promise<History> {
  if (!moment) return new LogAsItIs(facts);
  return new CorrectedHistory(store, facts, moment, conditions, await amendedStreams(store, conditions.to, signal));
}

function pagesOf({ store, stream, conditions: { from }, signal }: Replay): AsyncIterable<Page> {
  if (stream === undefined) return store.readAll({ after: from, signal });
  return after(from, store.readStream(stream, { signal }));
}

async function* after(from: Position | undefined, pages: AsyncIterable<Page>): AsyncGenerator<Page, void, undefined> {
  for await (const page of pages) {
    yield from === undefined ? page : { ...page, events: page.events.filter(({ position }) => position > from) };
  }
}

function replayedEvent({ event, happened, corrections }: Shown): ReplayedEvent {
  const { id, type, stream, revision, position } = event;
  const { kind, id: subject } = subjectOf(stream);
  const { data, recordedAt, recordedBy } = currentEvent(event);
  const { occurredAt = null } = data as { occurredAt?: string };
  return {
    ...{ id, type, kind, subject, stream, revision, position, occurredAt, happened, recordedAt, recordedBy },
    data: data as ReplayedEvent['data'],
    corrections: corrections.map((one) => ({
      ...{ stepId: one.stepId, why: one.why, recordedAt: one.recordedAt, recordedBy: one.recordedBy },
    })),
  };
}
