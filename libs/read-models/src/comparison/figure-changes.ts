import type { ListedGroup, ResponseTimesReport } from '../reports/response-times-report.js';

type Figure = string | number | boolean | null;

/** One figure of a report that is another now; null where it is not told, or where there is no such group. */
export interface FigureChange {
  /** The group's key; empty for the total, null for what is of the report as a whole. */
  readonly group: ListedGroup['key'] | null;
  /** Such as `classes.helped` or `figures.incidence.helped[horizon=7].low`. */
  readonly path: string;
  readonly before: Figure;
  readonly after: Figure;
}

/** Figure by figure what differs between two answers to one question; groups are matched by their keys. */
export function figureChanges(before: ResponseTimesReport, after: ResponseTimesReport): FigureChange[] {
  const [old, now] = [groupsOf(before), groupsOf(after)];
  const keys = new Map([...now, ...old].map(([name, { key }]) => [name, key]));
  return [
    ...[...keys].flatMap(([name, key]) => changes(key, old.get(name)?.figures, now.get(name)?.figures)),
    ...changes({}, figuresOf(before.total), figuresOf(after.total)),
    ...changes(null, ofReport(before), ofReport(after)),
  ];
}

function groupsOf({ groups }: ResponseTimesReport) {
  return new Map(groups.map((group) => [JSON.stringify(group.key), { key: group.key, figures: figuresOf(group) }]));
}

function figuresOf({ key: _key, drillDown: _drillDown, ...figures }: ListedGroup): object {
  return figures;
}

function ofReport({ duplicates, comparison }: ResponseTimesReport): object {
  return { duplicates, comparison };
}

function changes(group: FigureChange['group'], before: object | undefined, after: object | undefined): FigureChange[] {
  const [old, now] = [new Map(leaves(before, '')), new Map(leaves(after, ''))];
  const paths = new Set([...now.keys(), ...old.keys()]);
  return [...paths].flatMap((path) => {
    const change = { group, path, before: old.get(path) ?? null, after: now.get(path) ?? null };
    return change.before === change.after ? [] : [change];
  });
}

/** Every figure in a value and the path that leads to it. */
function* leaves(value: unknown, path: string): Generator<[string, Figure]> {
  if (value === undefined) return;
  if (typeof value !== 'object' || value === null) {
    yield [path, value as Figure];
    return;
  }
  const time = timeIn(value);
  for (const [name, part] of Object.entries(value)) {
    if (name === time) continue;
    yield* leaves(part, path + (Array.isArray(value) ? `[${placeOf(part, name)}]` : `${path && '.'}${name}`));
  }
}

/** Figures in a list go by their time, so that one more shifts no other. */
function placeOf(item: unknown, index: string): string {
  const time = typeof item === 'object' && item !== null ? timeIn(item) : undefined;
  return time === undefined ? index : `${time}=${String((item as Record<string, unknown>)[time])}`;
}

/** The field that says of which time a figure is. */
function timeIn(value: object): string | undefined {
  return ['horizon', 'days'].find((name) => Object.hasOwn(value, name));
}
