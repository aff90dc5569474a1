import { LEVEL } from '#measures';
import { WORKING_CALENDAR } from '#time';
import { drillDowns } from './drill-down.js';
import type { Frame } from './frame.js';
import { framedView, type FramedView } from './framed-view.js';
import type { ResponseTimesQuestion, ResponseTimesRequest } from './response-times-request.js';
import type { ResponseGroup, ResponseTimes } from './response-groups.js';
import type { EngagementFilter } from './selection.js';

/** A group with where the engagements it counts are listed. */
export interface ListedGroup extends ResponseGroup {
  readonly drillDown: string;
}

/** The whole answer: what was asked, with all that was left open, what it stands on, and the figures. */
export interface ResponseTimesReport extends Omit<ResponseTimes, 'groups' | 'total'> {
  readonly measure: string;
  readonly groupBy: readonly string[];
  readonly filter: EngagementFilter;
  readonly unit: string;
  /** A date: clocks that started in it; null for all. */
  readonly period: string | null;
  readonly entry: string;
  readonly per: string;
  readonly days: string;
  readonly classes: readonly string[];
  readonly compete: readonly string[];
  readonly horizons: readonly number[];
  readonly ciType: string;
  /** Of every interval. */
  readonly confidence: number;
  readonly medianRule: string;
  readonly frame: FramedView;
  /** Of the working days; null where calendar days are counted. */
  readonly calendar: string | null;
  readonly groups: readonly ListedGroup[];
  readonly total: ListedGroup;
}

/** A pure function of the request and the figures: the same figures give the same report. */
export function responseTimesReport(
  request: ResponseTimesRequest,
  { asked }: ResponseTimesQuestion,
  { frame, groups, total, duplicates, comparison }: ResponseTimes & { readonly frame: Frame },
): ResponseTimesReport {
  const { selection, groupBy, per, days, classes, horizons, ciType, medianRule } = asked;
  const { measure, filter, unit, entry, compete } = selection;
  const view = framedView(frame);
  const drillDown = drillDowns({ ...request, measure }, view);
  const listed = (group: ResponseGroup) => ({ ...group, drillDown: drillDown(group.key) });
  return {
    ...{ measure, groupBy, filter, unit, period: request.period ?? null, entry, per, days },
    ...{ classes, compete, horizons, ciType, confidence: LEVEL, medianRule },
    frame: view,
    calendar: days === 'working' ? WORKING_CALENDAR.version : null,
    groups: groups.map(listed),
    total: listed(total),
    duplicates,
    comparison,
  };
}
