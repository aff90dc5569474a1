import type { RecordedEvent } from '#event-store';
import { DEFAULT_TIME_ZONE, parseEdtf, type Interval } from '#time';
import { currentEvent } from './current-event.js';
import type { EventSelection } from './event-conditions.js';
import type { EventFacts } from './event-facts.js';

/** Picks events by what they say and by what they are about. It must be shown them in the order of the log. */
export class EventFilter {
  private readonly types: ReadonlySet<string> | undefined;
  private readonly from: number;
  private readonly to: number;
  private readonly typesAlone: boolean;

  constructor(
    private readonly conditions: EventSelection,
    private readonly facts: EventFacts,
  ) {
    const { types, level, unionId, sector, region, since, until } = conditions;
    this.types = types === undefined ? undefined : new Set(types.split(','));
    this.from = since === undefined ? -Infinity : parseEdtf(since, DEFAULT_TIME_ZONE).earliest;
    this.to = until === undefined ? Infinity : parseEdtf(until, DEFAULT_TIME_ZONE).latest;
    this.typesAlone = [level, unionId, sector, region, since, until].every((one) => one === undefined);
  }

  async pick(events: readonly RecordedEvent[]): Promise<readonly RecordedEvent[]> {
    if (this.typesAlone) return events.filter((event) => this.mayFit(event));
    const picked: RecordedEvent[] = [];
    for (const event of events) {
      this.facts.see(event);
      if (this.mayFit(event) && (await this.fits(event))) picked.push(event);
    }
    return picked;
  }

  private mayFit({ type, stream }: RecordedEvent): boolean {
    return (this.types?.has(type) ?? true) && stream === (this.conditions.stream ?? stream);
  }

  private async fits(event: RecordedEvent): Promise<boolean> {
    const { level, unionId, time } = this.conditions;
    const unions = unionId === undefined && level === undefined ? [] : await this.facts.unionsOf(event);
    const asked = unions.filter((union) => union === (unionId ?? union));
    if (unionId !== undefined && asked.length === 0) return false;
    if (!(await this.isInPlace(event))) return false;
    if (time === 'recorded' && !this.isInTime(recording(event))) return false;
    if (time === 'recorded' && level === undefined) return true;
    const happened = await this.facts.occurrence(event);
    if (time !== 'recorded' && !this.isInTime(happened)) return false;
    if (level === undefined) return true;
    for (const union of asked) if ((await this.facts.levelOf(union, happened)) === level) return true;
    return false;
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
