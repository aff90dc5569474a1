import type { RecordedEvent } from '#event-store';
import { DEFAULT_TIME_ZONE, parseEdtf, type Interval } from '#time';
import { currentEvent } from './current-event.js';
import type { EventConditions } from './event-conditions.js';
import { unionIdOf, type EventFacts } from './event-facts.js';

/** Picks events by what they say and by what they are about. It lives for one request. */
export class EventFilter {
  private readonly types: ReadonlySet<string> | undefined;
  private readonly from: number;
  private readonly to: number;
  private readonly typesAlone: boolean;

  constructor(
    private readonly conditions: Omit<EventConditions, 'from' | 'to'>,
    private readonly facts: EventFacts,
  ) {
    const { types, level, unionId, sector, region, since, until } = conditions;
    this.types = types === undefined ? undefined : new Set(types.split(','));
    this.from = since === undefined ? -Infinity : parseEdtf(since, DEFAULT_TIME_ZONE).earliest;
    this.to = until === undefined ? Infinity : parseEdtf(until, DEFAULT_TIME_ZONE).latest;
    this.typesAlone = [level, unionId, sector, region, since, until].every((one) => one === undefined);
  }

  async pick(events: readonly RecordedEvent[]): Promise<readonly RecordedEvent[]> {
    const typed = this.types ? events.filter(({ type }) => this.types!.has(type)) : events;
    if (this.typesAlone) return typed;
    const picked: RecordedEvent[] = [];
    for (const event of typed) if (await this.fits(event)) picked.push(event);
    return picked;
  }

  private async fits(event: RecordedEvent): Promise<boolean> {
    const { level, unionId, time } = this.conditions;
    if (unionId !== undefined && unionIdOf(event) !== unionId) return false;
    if (!(await this.isInPlace(event))) return false;
    if (time === 'recorded' && !this.isInTime(recording(event))) return false;
    if (time === 'recorded' && level === undefined) return true;
    const happened = await this.facts.occurrence(event);
    if (time !== 'recorded' && !this.isInTime(happened)) return false;
    return level === undefined || (await this.facts.levelOf(event, happened)) === level;
  }

  private isInTime({ earliest, latest }: Interval): boolean {
    return latest > this.from && earliest < this.to;
  }

  private async isInPlace(event: RecordedEvent): Promise<boolean> {
    const { sector, region } = this.conditions;
    if (sector === undefined && region === undefined) return true;
    const place = await this.facts.placeOf(event);
    if (sector !== undefined && place.sector !== sector) return false;
    return region === undefined || (place.region ?? '').startsWith(region);
  }
}

/** The millisecond in which it was recorded. */
function recording(event: RecordedEvent): Interval {
  const earliest = Date.parse(currentEvent(event).recordedAt);
  return { earliest, latest: earliest + 1 };
}
