import { LRUCache } from 'lru-cache';
import { openingOf, type Opening } from '#cases';
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

/** What can be said of events, with what it takes of cases and unions looked up once. It lives for one request. */
export class EventFacts {
  private readonly timeZones = new LRUCache<string, string>({ max: CACHED });
  private readonly unions = new LRUCache<string, UnionState>({ max: CACHED });
  private readonly places = new LRUCache<string, Placed>({ max: CACHED });

  constructor(
    private readonly store: EventStore,
    private readonly states: States,
  ) {}

  /** When it happened, by its own date; a correction happened when what it says instead did. */
  async occurrence(event: RecordedEvent): Promise<Interval> {
    const { data, recordedAt } = currentEvent(event);
    const { occurredAt = recordedAt } = said(data);
    return parseEdtf(occurredAt, await this.timeZone(event));
  }

  /** The level that the union which it is about had at a moment. */
  async levelOf(event: RecordedEvent, happened: Interval): Promise<Level | undefined> {
    const unionId = unionIdOf(event);
    if (unionId === undefined) return undefined;
    const union = await this.union(unionId);
    return union.revision < 0 ? undefined : levelAt(union, happened.earliest);
  }

  /** Of the case, as it stands; of a union, its own. */
  async placeOf({ stream }: RecordedEvent): Promise<Placed> {
    const known = this.places.get(stream);
    if (known) return known;
    const { kind, id } = subjectOf(stream);
    const { sector, region } =
      kind === 'case'
        ? ((openingOf(await this.states.loadCase(id))?.content ?? {}) as Partial<Opening>)
        : kind === 'union'
          ? await this.union(id)
          : {};
    const place = { sector, region };
    this.places.set(stream, place);
    return place;
  }

  private async union(unionId: string): Promise<UnionState> {
    const union = this.unions.get(unionId) ?? (await this.states.loadUnion(unionId));
    this.unions.set(unionId, union);
    return union;
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

/** The union that an event is about; undefined when it is about none. */
export function unionIdOf(event: RecordedEvent): string | undefined {
  const { kind, id } = subjectOf(event.stream);
  return kind === 'union' ? id : said(currentEvent(event).data).unionId;
}

/** What an event says; a correction says what its step now does. */
export function said(data: Content): Content {
  return data.content ?? data;
}
