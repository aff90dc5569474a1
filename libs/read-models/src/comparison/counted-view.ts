import type { Instant } from '#time';
import type { Counted } from '../reports/counted.js';
import { clockView, type ClockView } from '../views/engagement-view.js';

/** An engagement as a report counted it, or all at one level: what it was grouped by, and how its clock stood. */
export interface CountedView {
  readonly unionIds: readonly string[];
  readonly level: string | null;
  readonly sector: string | null;
  /** These three are of an engagement: empty where a level is counted. */
  readonly region: string | null;
  readonly departments: readonly string[];
  readonly reasons: readonly string[];
  /** Counted among the duplicates alone: its case is the duplicate of another. */
  readonly isDuplicate: boolean;
  /** Its days are those of this time zone. */
  readonly timeZone: string;
  /** The union was called and has not replied at all. */
  readonly silent: boolean;
  /** In the measure of the report; null where it never started. */
  readonly clock: ClockView | null;
}

/** @param isDuplicate whether it is left out for that */
export function countedView(
  { engagements, level, sector, timeZone, clocks, clock }: Counted,
  isDuplicate: boolean,
  asOf: Instant,
): CountedView {
  const [only] = engagements.length === 1 ? engagements : [];
  const { region = null, departments = [], reasons = [] } = only ?? {};
  return {
    unionIds: engagements.map(({ unionId }) => unionId),
    ...{ level, sector, region, departments, reasons, isDuplicate, timeZone },
    silent: clocks.first_reply?.end === 'open',
    clock: clockView(clock, asOf, timeZone),
  };
}
