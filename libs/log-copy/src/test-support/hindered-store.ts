import {
  StoreUnavailable,
  type Append,
  type Appended,
  type AppendOutcome,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
} from '#event-store';

/** What becomes of an append: stored, lost on the way there, or lost on the way back. */
export type Fate = 'stored' | 'lost' | 'stored_unheard';

/** A store that is reached over a bad line. */
export class HinderedStore implements EventStore {
  readonly unit: EventStore['unit'];
  readonly readAll: EventStore['readAll'];
  readonly readStream: EventStore['readStream'];
  readonly subscribe: EventStore['subscribe'];
  readonly head: EventStore['head'];
  readonly close: EventStore['close'];

  constructor(
    private readonly store: EventStore,
    /** Asked for each append; what it throws ends the caller as a killed process ends. */
    private readonly fate: () => Fate,
  ) {
    this.unit = store.unit;
    this.readAll = (options) => store.readAll(options);
    this.readStream = (stream, options) => store.readStream(stream, options);
    this.subscribe = (options) => store.subscribe(options);
    this.head = () => store.head();
    this.close = () => store.close();
  }

  async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    const fate = this.fate();
    if (fate === 'lost') throw new StoreUnavailable('lost');
    const appended = await this.store.append(stream, events, expected);
    if (fate === 'stored_unheard') throw new StoreUnavailable('unheard');
    return appended;
  }

  async appendMany(appends: readonly Append[]): Promise<AppendOutcome[]> {
    const outcomes: AppendOutcome[] = [];
    let killed: { readonly reason: unknown } | undefined;
    for (const { stream, events, expected } of appends) {
      try {
        outcomes.push({ ok: true, appended: await this.append(stream, events, expected) });
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) killed ??= { reason: error };
        outcomes.push({ ok: false, error: error as Error });
      }
    }
    if (killed) throw killed.reason;
    return outcomes;
  }
}
