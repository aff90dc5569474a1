import type { Append } from '#event-store';
import { seededLedger, type LedgerEvent, type SeededOptions } from '../seeded-ledger.js';

/** Events without end, in the order of a live ledger: cases interleaved, the unions first. */
export class Feed {
  readonly unions: readonly LedgerEvent[];
  private readonly cases: Iterator<LedgerEvent>;

  constructor(options?: SeededOptions) {
    const ledger = seededLedger(Number.MAX_SAFE_INTEGER, options);
    this.unions = ledger.unions;
    this.cases = ledger.cases();
  }

  /** The next so many events of cases. */
  take(count: number): LedgerEvent[] {
    return Array.from({ length: count }, () => this.cases.next().value as LedgerEvent);
  }
}

export function appendOf({ stream, revision, event }: LedgerEvent): Append {
  return { stream, events: [event], expected: revision === 0 ? 'no_stream' : revision - 1 };
}

/** The events of each of so many workers: those of one stream go to one worker and keep their order. */
export function sharesOf<Event extends { readonly stream: string }>(
  events: readonly Event[],
  workers: number,
): Event[][] {
  const owners = new Map<string, number>();
  const shares: Event[][] = Array.from({ length: workers }, () => []);
  for (const event of events) {
    const owner = owners.get(event.stream) ?? owners.size % workers;
    owners.set(event.stream, owner);
    shares[owner]!.push(event);
  }
  return shares;
}

export function* batchesOf<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
