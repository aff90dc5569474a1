import { Temporal } from 'temporal-polyfill';
import { DAY_MS, type EpochDay } from './civil.js';
import type { Instant, Interval } from './interval.js';
import { ZoneOffsets } from './zone-offsets.js';

/** Where a date is read when nothing else is said. */
export const DEFAULT_TIME_ZONE = 'Asia/Shanghai';

/** A local calendar day in one time zone. */
export interface LocalDay extends Interval {
  /** No change of the clocks is near: local times are plain arithmetic. */
  readonly regular: boolean;
}

/** Asked to convert dates in a time zone that does not exist. */
export class UnknownTimeZone extends Error {
  constructor(readonly timeZone: string) {
    super(`unknown time zone: ${timeZone.slice(0, 64)}`);
    this.name = 'UnknownTimeZone';
  }
}

interface Zone {
  readonly offsets: ZoneOffsets;
  /** The days around changes of the clocks. */
  readonly irregular: Map<EpochDay, LocalDay>;
}

const MINUTE_MS = 60_000;
const ZONES_KEPT = 64;
const IRREGULAR_DAYS_KEPT = 8192;

const zones = new Map<string, Zone>();
let lastName = '';
let lastZone: Zone | undefined;

/** Whether the text names a time zone as the IANA database spells it, such as `Asia/Shanghai`; offsets are not names. */
export function isTimeZone(name: unknown): name is string {
  if (typeof name !== 'string' || findZone(name) === undefined) return false;
  return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId === name;
}

/** The moments that belong to a local day: from its first to its last, where the clocks go back over midnight. */
export function localDay(timeZone: string, day: EpochDay): LocalDay {
  const { offsets, irregular } = zoneOf(timeZone);
  const { from, until, offset } = offsets.at(day * DAY_MS);
  const earliest = day * DAY_MS - offset;
  const latest = earliest + DAY_MS;
  // No change of the clocks shifts them by more than a day, so none farther off than that matters.
  if (earliest - from >= DAY_MS && until - latest >= DAY_MS) return { earliest, latest, regular: true };
  const known = irregular.get(day);
  if (known) return known;
  if (irregular.size >= IRREGULAR_DAYS_KEPT) irregular.clear();
  const looked = lookUpDay(timeZone, day);
  irregular.set(day, looked);
  return looked;
}

/** The last local day that had begun at a moment; it never goes back, even where clocks do over midnight. */
export function localDayOf(timeZone: string, instant: Instant): EpochDay {
  const { offset } = zoneOf(timeZone).offsets.at(instant);
  const day = Math.floor((instant + offset) / DAY_MS);
  const begun = !localDay(timeZone, day).regular && localDay(timeZone, day + 1).earliest <= instant;
  return begun ? day + 1 : day;
}

/** The local day of a moment, as an ISO date. */
export function localDate(timeZone: string, instant: Instant): string {
  return new Date(localDayOf(timeZone, instant) * DAY_MS).toISOString().slice(0, 10);
}

/** A moment as a clock in the zone showed it, in ISO 8601 with its offset; in UTC where the offset has seconds. */
export function isoWithOffset(timeZone: string, instant: Instant): string {
  const { offset } = zoneOf(timeZone).offsets.at(instant);
  if (offset % MINUTE_MS !== 0) return new Date(instant).toISOString();
  const minutes = Math.abs(offset) / MINUTE_MS;
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  return `${new Date(instant + offset).toISOString().slice(0, -1)}${offset < 0 ? '-' : '+'}${hour}:${minute}`;
}

/** Whether the clocks change after one moment and up to another. */
export function clocksChange(timeZone: string, after: Instant, upTo: Instant): boolean {
  return zoneOf(timeZone).offsets.at(after).until <= upTo;
}

/**
 * The first and the last moment at which clocks showed a local time, as one interval `width` wide at least; undefined on a
 * day that the zone left out. A time that the clocks skipped is read off a clock that had not been put forward, unless
 * that gives a moment of the next day: it is then the last before they were.
 */
export function localTime(timeZone: string, day: EpochDay, msOfDay: number, width: number): Interval | undefined {
  const { earliest, latest: end, regular } = localDay(timeZone, day);
  if (end <= earliest) return undefined;
  if (regular) return { earliest: earliest + msOfDay, latest: earliest + msOfDay + width };
  const local = plainDateTime(day, msOfDay);
  const first = local.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
  const last = local.toZonedDateTime(timeZone, { disambiguation: 'later' }).epochMilliseconds;
  if (first >= end) return { earliest: end - width, latest: end };
  return { earliest: first, latest: last + width };
}

function zoneOf(timeZone: string): Zone {
  const zone = findZone(timeZone);
  if (!zone) throw new UnknownTimeZone(timeZone);
  return zone;
}

function findZone(timeZone: string): Zone | undefined {
  if (lastZone && timeZone === lastName) return lastZone;
  const zone = zones.get(timeZone) ?? openZone(timeZone);
  if (zone) {
    lastName = timeZone;
    lastZone = zone;
  }
  return zone;
}

function openZone(timeZone: string): Zone | undefined {
  if (!exists(timeZone)) return undefined;
  // Names may be spelled in any case, so their number is bounded here although the zones are few.
  if (zones.size >= ZONES_KEPT) zones.clear();
  const zone = { offsets: new ZoneOffsets(timeZone), irregular: new Map() };
  zones.set(timeZone, zone);
  return zone;
}

function exists(timeZone: string): boolean {
  if (!/^[A-Za-z][\w+\-/]{0,63}$/.test(timeZone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return true;
  } catch {
    return false;
  }
}

function lookUpDay(timeZone: string, day: EpochDay): LocalDay {
  const earliest = startOfDay(timeZone, day);
  const lastLocal = plainDateTime(day, DAY_MS - 1);
  const last = lastLocal.toZonedDateTime(timeZone, { disambiguation: 'later' });
  const skipped = !last.toPlainDateTime().equals(lastLocal);
  const latest = skipped ? startOfDay(timeZone, day + 1) : last.epochMilliseconds + 1;
  return { earliest, latest, regular: false };
}

/** The first moment of a day; where the clocks skip midnight, the moment they do. */
function startOfDay(timeZone: string, day: EpochDay): Instant {
  return plainDateTime(day, 0).toPlainDate().toZonedDateTime(timeZone).epochMilliseconds;
}

function plainDateTime(day: EpochDay, msOfDay: number): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(day * DAY_MS + msOfDay)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime();
}
