import { eventsOf, type EventStore, type RecordedEvent } from '#event-store';
import type { Ledger } from '#ledger';
import { DEFAULT_TIME_ZONE, parseEdtf, type Interval } from '#time';
import { levelAt, type Level, type UnionState } from '#unions';
import { LRUCache } from 'lru-cache';
import { currentEvent } from './current-event.js';
import type { EventsQuery } from './events-query.js';
import { subjectOf } from './subject.js';

/** What an event may say that a filter asks about. */
interface Content {
  readonly occurredAt?: string;
  readonly unionId?: string;
  readonly timeZone?: string;
  /** In a correction: what the step says instead. */
  readonly content?: Content;
}

const CACHED = 10_000;

/** Picks events by what they say. It lives for one request and looks up what it needs of cases and unions once. */
export class EventFilter {
  private readonly types: ReadonlySet<string> | undefined;
  private readonly from: number;
  private readonly to: number;
  private readonly timeZones = new LRUCache<string, string>({ max: CACHED });
  private readonly unions = new LRUCache<string, UnionState>({ max: CACHED });

  constructor(
    private readonly query: Pick<EventsQuery, 'types' | 'level' | 'since' | 'until'>,
    private readonly store: EventStore,
    private readonly ledger: Ledger,
  ) {
    const { types, since, until } = query;
    this.types = types === undefined ? undefined : new Set(types.split(','));
    this.from = since === undefined ? -Infinity : parseEdtf(since, DEFAULT_TIME_ZONE).earliest;
    this.to = until === undefined ? Infinity : parseEdtf(until, DEFAULT_TIME_ZONE).latest;
  }

  async pick(events: readonly RecordedEvent[]): Promise<readonly RecordedEvent[]> {
    const typed = this.types ? events.filter(({ type }) => this.types!.has(type)) : events;
    const { level, since, until } = this.query;
    if (level === undefined && since === undefined && until === undefined) return typed;
    const picked: RecordedEvent[] = [];
    for (const event of typed) if (await this.fits(event)) picked.push(event);
    return picked;
  }

  private async fits(event: RecordedEvent): Promise<boolean> {
    const happened = await this.occurrence(event);
    if (happened.latest <= this.from || happened.earliest >= this.to) return false;
    const { level } = this.query;
    return level === undefined || (await this.levelOf(event, happened)) === level;
  }

  /** When it happened, by its own date; a correction happened when what it says instead did. */
  private async occurrence(event: RecordedEvent): Promise<Interval> {
    const { data, recordedAt } = currentEvent(event);
    const { occurredAt = recordedAt } = said(data);
    return parseEdtf(occurredAt, await this.timeZone(event));
  }

  private async levelOf(event: RecordedEvent, happened: Interval): Promise<Level | undefined> {
    const { kind, id } = subjectOf(event.stream);
    const unionId = kind === 'union' ? id : said(currentEvent(event).data).unionId;
    if (unionId === undefined) return undefined;
    const union = this.unions.get(unionId) ?? (await this.ledger.loadUnion(unionId));
    this.unions.set(unionId, union);
    return union.revision < 0 ? undefined : levelAt(union, happened.earliest);
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

/** What an event says; a correction says what its step now does. */
function said(data: Content): Content {
  return data.content ?? data;
}
