import { LRUCache } from 'lru-cache';
import { openingOf, stepNamed, type AmendmentType, type Opening } from '#cases';
import { eventsOf, type EventStore, type RecordedEvent } from '#event-store';
import type { Ledger } from '#ledger';
import { DEFAULT_TIME_ZONE, parseEdtf, type Interval } from '#time';
import { levelAt, type Level, type Sector, type UnionState } from '#unions';
import { currentEvent } from './current-event.js';
import { subjectOf } from './subject.js';

/** What an event may say that is looked at. */
interface Content {
  readonly occurredAt?: string;
  readonly unionId?: string;
  readonly timeZone?: string;
  /** In a correction or a retraction: its step. */
  readonly stepId?: string;
  /** In a correction: what the step says instead. */
  readonly content?: Content;
}

/** What events are found by that only their stream tells. */
export interface Placed {
  readonly sector?: Sector;
  readonly region?: string;
}

/** Where the states of cases and unions come from. */
export type States = Pick<Ledger, 'loadCase' | 'loadUnion'>;

const CACHED = 10_000;
const AMENDMENTS: ReadonlySet<string> = new Set<AmendmentType>(['StepCorrected', 'StepRetracted']);

/**
 * What can be said of events, with what it takes of cases and unions looked up once. It lives for one request, or for as
 * long as it is shown every event that is appended.
 */
export class EventFacts {
  private readonly timeZones = new LRUCache<string, string>({ max: CACHED });
  // Promises, so that what is still being looked up when it changes is forgotten as well.
  private readonly unions = new LRUCache<string, Promise<UnionState>>({ max: CACHED });
  private readonly places = new LRUCache<string, Promise<Placed>>({ max: CACHED });

  constructor(
    private readonly store: EventStore,
    private readonly states: States,
  ) {}

  /** Forgets what an event changes of its case or its union. */
  see({ stream, type }: RecordedEvent): void {
    const { kind, id } = subjectOf(stream);
    if (kind === 'union') this.unions.delete(id);
    if (kind === 'union' || type === 'StepCorrected') this.places.delete(stream);
  }

  /** When it happened, by its own date; a correction happened when what it says instead did. */
  async occurrence(event: RecordedEvent): Promise<Interval> {
    const { data, recordedAt } = currentEvent(event);
    const { occurredAt = recordedAt } = said(data);
    return parseEdtf(occurredAt, await this.timeZone(event));
  }

  /** The unions that it is about; of a correction or a retraction, those of its step in all its versions. */
  async unionsOf(event: RecordedEvent): Promise<readonly string[]> {
    const { kind, id } = subjectOf(event.stream);
    if (kind === 'union') return [id];
    const data: Content = currentEvent(event).data;
    const amended = AMENDMENTS.has(event.type) ? await this.versionsOf(id, data.stepId!) : [];
    const named = [said(data), ...amended].map(({ unionId }) => unionId);
    return [...new Set(named.filter((unionId) => unionId !== undefined))];
  }

  /** The level that a union had at a moment. */
  async levelOf(unionId: string, happened: Interval): Promise<Level | undefined> {
    const union = await this.union(unionId);
    return union.revision < 0 ? undefined : levelAt(union, happened.earliest);
  }

  /** Of the case, as it stands; of a union, its own. */
  placeOf({ stream }: RecordedEvent): Promise<Placed> {
    return remembered(this.places, stream, async () => {
      const { kind, id } = subjectOf(stream);
      const { sector, region } =
        kind === 'case'
          ? ((openingOf(await this.states.loadCase(id))?.content ?? {}) as Partial<Opening>)
          : kind === 'union'
            ? await this.union(id)
            : {};
      return { sector, region };
    });
  }

  private async versionsOf(caseId: string, stepId: string): Promise<readonly Content[]> {
    const step = stepNamed(await this.states.loadCase(caseId), stepId);
    return step ? [step.content, ...step.corrections.map(({ previous }) => previous)] : [];
  }

  private union(unionId: string): Promise<UnionState> {
    return remembered(this.unions, unionId, () => this.states.loadUnion(unionId));
  }

  /** The zone that a case's dates are read in is told by its opening. */
  private async timeZone({ stream, revision, data }: RecordedEvent): Promise<string> {
    if (subjectOf(stream).kind !== 'case') return DEFAULT_TIME_ZONE;
    const known = revision === 0 ? (data as Content).timeZone : this.timeZones.get(stream);
    const timeZone = known ?? (await this.readTimeZone(stream));
    this.timeZones.set(stream, timeZone);
    return timeZone;
  }

  private async readTimeZone(stream: string): Promise<string> {
    for await (const opening of eventsOf(this.store.readStream(stream, { limit: 1 }))) {
      return (opening.data as Content).timeZone ?? DEFAULT_TIME_ZONE;
    }
    return DEFAULT_TIME_ZONE;
  }
}

/** The union that an event itself names; undefined when it names none. */
export function unionIdOf(event: RecordedEvent): string | undefined {
  const { kind, id } = subjectOf(event.stream);
  return kind === 'union' ? id : said(currentEvent(event).data).unionId;
}

/** What an event says; a correction says what its step now does. */
export function said(data: Content): Content {
  return data.content ?? data;
}

/** A failure is not remembered. */
function remembered<Found extends object>(
  cache: LRUCache<string, Promise<Found>>,
  key: string,
  look: () => Promise<Found>,
): Promise<Found> {
  const known = cache.get(key);
  if (known) return known;
  const looking = look();
  cache.set(key, looking);
  looking.catch(() => cache.peek(key) === looking && cache.delete(key));
  return looking;
}
