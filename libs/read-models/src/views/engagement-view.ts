import { observe, type Clock, type Clocks, type Engagement, type Measure, type ObservedClock } from '#measures';
import type { Bounds, Instant, Interval } from '#time';

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

/** An engagement as computed from the events of its case. */
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

export function clockView(clock: Clock | null, asOf: Instant, timeZone: string): ClockView | null {
  if (clock === null) return null;
  const { start, stop, end, class: name, cause, seconds, days }: ObservedClock = observe(clock, asOf, timeZone);
  return { start: intervalView(start), stop: stop && intervalView(stop), end, class: name, cause, seconds, days };
}
