import { LRUCache } from 'lru-cache';
import { caseSchemaVersion, foldCase, timeline, type AmendmentType, type Step, type TimelineEntry } from '#cases';
import type { EventStore, Position, RecordedEvent } from '#event-store';
import type { EventFacts } from '#interchange';
import { upcastCase } from '#ledger';
import type { Instant } from '#time';
import type { LogRange } from './log-range.js';
import { KnownEvents } from './known-events.js';
import type { History, Shown } from './shown.js';

/** What had happened by one instant, as it was known at another. */
export interface Moment {
  readonly asOf: Instant;
  readonly knownAt: Instant;
}

export const AMENDMENTS: readonly AmendmentType[] = ['StepCorrected', 'StepRetracted'];
const CACHED = 1_000;

/**
 * The log as a moment has it: a step says what the corrections that were known then left it saying, what was taken back is
 * gone, and so is what certainly happened later. Corrections are applied, and no events of their own.
 */
export class CorrectedHistory implements History {
  private readonly known: KnownEvents;
  /** By the ids of their steps. */
  private readonly cases = new LRUCache<string, ReadonlyMap<string, TimelineEntry>>({ max: CACHED });

  /** @param amended the streams that have corrections: of the others each event tells all of itself */
  constructor(
    store: EventStore,
    private readonly facts: EventFacts,
    private readonly moment: Moment,
    range: LogRange,
    private readonly amended: ReadonlySet<string>,
  ) {
    this.known = new KnownEvents(store, moment.knownAt, range);
  }

  async show(event: RecordedEvent): Promise<Shown | undefined> {
    if (!(await this.known.has(event)) || isAmendment(event.type)) return undefined;
    const { asOf } = this.moment;
    if (this.amended.has(event.stream)) return this.inCase(event);
    const happened = await this.facts.occurrence(event);
    if (happened.earliest > asOf && !isSinceEver(event)) return undefined;
    // A date that reaches beyond the moment may be narrowed by the steps around it.
    if (happened.latest > asOf + 1 && event.stream.startsWith('case-')) return this.inCase(event);
    return { event, happened, corrections: [] };
  }

  private async inCase(event: RecordedEvent): Promise<Shown | undefined> {
    const entry = (await this.entriesOf(event.stream)).get(event.id);
    if (!entry || entry.step.retracted || entry.interval.earliest > this.moment.asOf) return undefined;
    const { step } = entry;
    return { event: saying(event, step), happened: step.interval, corrections: step.corrections };
  }

  private async entriesOf(stream: string): Promise<ReadonlyMap<string, TimelineEntry>> {
    const found = this.cases.get(stream);
    if (found) return found;
    const events = [];
    for await (const event of this.known.of(stream)) events.push(upcastCase(event));
    const entries = timeline(foldCase(stream.slice('case-'.length), events));
    const byStep = new Map(entries.map((entry) => [entry.step.stepId, entry]));
    this.cases.set(stream, byStep);
    return byStep;
  }
}

function isAmendment(type: string): boolean {
  return (AMENDMENTS as readonly string[]).includes(type);
}

/** A union that was registered without a date has been there since before anything that is asked about. */
function isSinceEver({ type, data }: RecordedEvent): boolean {
  return type === 'UnionRegistered' && data.occurredAt === undefined;
}

/** The event that recorded a step, with what the step says by now. */
function saying(event: RecordedEvent, { type, content }: Step): RecordedEvent {
  const metadata = { ...event.metadata, schemaVersion: caseSchemaVersion(type) };
  return { ...event, data: content as unknown as RecordedEvent['data'], metadata };
}

/** The streams that have corrections up to a position. */
export async function amendedStreams(
  store: EventStore,
  to: Position | undefined,
  signal?: AbortSignal,
): Promise<ReadonlySet<string>> {
  const streams = new Set<string>();
  for await (const page of store.subscribe({ types: AMENDMENTS, signal })) {
    for (const { stream, position } of page.events) if (to === undefined || position <= to) streams.add(stream);
    if (page.caughtUp || (to !== undefined && page.position >= to)) break;
  }
  signal?.throwIfAborted();
  return streams;
}
