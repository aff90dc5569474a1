import { observe, type Clock, type Clocks, type Engagement, type Measure, type ObservedClock } from '#measures';
import type { Bounds, Instant, Interval } from '#time';
import type { ClockColumns } from '../entities/clock-columns.js';
import type { EngagementEntity } from '../entities/engagement.entity.js';
import { endOf } from './outcome.js';

/** Two instants in ISO 8601, half-open. */
export interface IntervalView {
  readonly earliest: string;
  readonly latest: string;
}

/** A clock as shown: a running one is censored at the instant asked about. */
export interface ClockView {
  readonly start: IntervalView;
  readonly stop: IntervalView | null;
  readonly end: ObservedClock['end'];
  readonly class: string | null;
  readonly cause: string | null;
  /** Null in quarantine. */
  readonly seconds: Bounds | null;
  readonly days: Bounds | null;
}

export interface EngagementView {
  readonly caseId: string;
  readonly unionId: string;
  readonly level: string | null;
  readonly sector: string | null;
  readonly region: string | null;
  readonly called: boolean;
  readonly department: string | null;
  readonly departments: readonly string[];
  readonly reasons: readonly string[];
  readonly causedBy: { readonly unionId: string; readonly stepId: string } | null;
  /** Null: the clock never started. */
  readonly clocks: Readonly<Record<Measure, ClockView | null>>;
}

export function intervalView({ earliest, latest }: Interval): IntervalView {
  return { earliest: new Date(earliest).toISOString(), latest: new Date(latest).toISOString() };
}

export function engagementView(row: EngagementEntity, asOf: Instant): EngagementView {
  const { firstReply, intervention, awareness, resolution, timeZone, ...shown } = row;
  const clocks = {
    first_reply: clockOf(firstReply),
    intervention: clockOf(intervention),
    awareness: clockOf(awareness),
    resolution: clockOf(resolution),
  };
  return { ...shown, clocks: clocksView(clocks, asOf, timeZone) };
}

/** The same for an engagement that was computed from events just now. */
export function engagementViewOf(
  engagement: Engagement,
  of: { caseId: string; sector: string | null; region: string | null; timeZone: string },
  asOf: Instant,
): EngagementView {
  const { caseId, sector, region, timeZone } = of;
  const { unionId, level, called, department, departments, reasons, causedBy, clocks } = engagement;
  return {
    ...{ caseId, unionId, level, sector, region, called, department, departments, reasons, causedBy },
    clocks: clocksView(clocks, asOf, timeZone),
  };
}

export function clocksView(clocks: Clocks, asOf: Instant, timeZone: string): EngagementView['clocks'] {
  return {
    first_reply: clockView(clocks.first_reply, asOf, timeZone),
    intervention: clockView(clocks.intervention, asOf, timeZone),
    awareness: clockView(clocks.awareness, asOf, timeZone),
    resolution: clockView(clocks.resolution, asOf, timeZone),
  };
}

/** The inverse of writing a clock into its columns. */
function clockOf(columns: ClockColumns): Clock | null {
  const start = pair(columns.startEarliest, columns.startLatest);
  if (!start) return null;
  const { end, name } = endOf(columns.outcome);
  const stop = pair(columns.stopEarliest, columns.stopLatest);
  const seconds = pair(columns.secondsLow, columns.secondsHigh);
  const days = pair(columns.daysLow, columns.daysHigh);
  return {
    start: { earliest: start[0], latest: start[1] },
    stop: stop && { earliest: stop[0], latest: stop[1] },
    end,
    class: end === 'event' ? name : null,
    cause: end === 'competing' || end === 'quarantined' ? name : null,
    seconds: seconds && { low: seconds[0], high: seconds[1] },
    days: days && { low: days[0], high: days[1] },
  };
}

function pair(a: number | null, b: number | null): [number, number] | null {
  return a === null || b === null ? null : [a, b];
}

export function clockView(clock: Clock | null, asOf: Instant, timeZone: string): ClockView | null {
  if (clock === null) return null;
  const { start, stop, end, class: name, cause, seconds, days }: ObservedClock = observe(clock, asOf, timeZone);
  return { start: intervalView(start), stop: stop && intervalView(stop), end, class: name, cause, seconds, days };
}
