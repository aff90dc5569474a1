import type { HorizonFigure } from '#measures';
import { csvOf, type Cells } from '../csv.js';
import type { ListedGroup, ResponseTimesReport } from './response-times-report.js';

/**
 * The table of a report: a row for each group and one for the total, whose keys are empty. A figure takes four columns,
 * `_low`, `_high`, `_ci_low` and `_ci_high`; a cell is empty where nothing is told.
 */
export function responseTimesCsv(report: ResponseTimesReport): string {
  const rows = [...report.groups, report.total].map((group) => cellsOf(group, report));
  return csvOf(Object.keys(rows[0]!), rows);
}

function cellsOf(group: ListedGroup, report: ResponseTimesReport): Cells {
  const { groupBy, measure, frame, horizons, classes, total } = report;
  const { key, engagements, notStarted, n, censored, silent, figures, rank, drillDown } = group;
  const keys = Object.fromEntries(groupBy.map((grouping) => [grouping, key[grouping as keyof typeof key] ?? '']));
  const counts = { engagements, not_started: notStarted, n, ...prefixed('', group.classes), censored, silent };
  const others = {
    ...prefixed('competing_', { ...zeros(total.competing), ...group.competing }),
    ...prefixed('quarantined_', { ...zeros(total.quarantined), ...group.quarantined }),
  };
  const names = Object.keys(group.classes);
  const none = { low: null, high: null, ci: { low: null, high: null } };
  const incidence = names.flatMap((name) =>
    horizons.map((horizon, index) =>
      figure(`${name}_within_${horizon}`, (figures?.incidence[name] as HorizonFigure[] | undefined)?.[index] ?? none),
    ),
  );
  return {
    measure,
    ...keys,
    ...counts,
    ...others,
    ...Object.assign({}, ...incidence),
    ...figure('median_days', figures?.median ?? none),
    ...figure(`mean_days_up_to_${horizons.at(-1)}`, figures?.restrictedMean ?? none),
    rank_best: rank?.best ?? null,
    rank_worst: rank?.worst ?? null,
    classes_of_median: classes.join(' '),
    as_of: frame.asOf,
    known_at: frame.knownAt,
    position: frame.position,
    drill_down: drillDown,
  };
}

function figure(name: string, { low, high, ci }: Omit<HorizonFigure, 'horizon'>): Cells {
  return { [`${name}_low`]: low, [`${name}_high`]: high, [`${name}_ci_low`]: ci.low, [`${name}_ci_high`]: ci.high };
}

/** Every row has the columns of the total. */
function zeros(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.keys(counts).map((name) => [name, 0]));
}

function prefixed(prefix: string, counts: Readonly<Record<string, number>>): Cells {
  return Object.fromEntries(Object.entries(counts).map(([name, n]) => [prefix + name, n]));
}
