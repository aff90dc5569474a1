import { keysOf, type Grouping } from '../reports/groupings.js';
import { matches, type EngagementFilter } from '../reports/selection.js';
import type { Place } from './clock-counts.js';
import { CountedGroup } from './counted-group.js';

/** All groups of a question, and all clocks that it counts together. */
export interface CountedGroups {
  readonly groups: ReadonlyMap<string, CountedGroup>;
  readonly total: CountedGroup;
}

/** What is counted in one place, whatever the last year of its cases. */
export interface Row {
  readonly place: Omit<Place, 'lastYear'>;
  /** By the last year: pairs of a cell's index and how many clocks are in it. */
  readonly years: ReadonlyMap<number, readonly number[]>;
}

/** One way of grouping counts, kept up to date with them. */
export class CountedView {
  private readonly byKeys = new Map<string, CountedGroup>();
  /** Once somebody has asked: the sum of the groups has fewer cells than their rows. */
  private total: CountedGroup | undefined;

  constructor(
    private readonly groupBy: readonly Grouping[],
    private readonly filter: EngagementFilter,
  ) {}

  /**
   * Takes in all rows at once, of which there are none yet.
   * @param before only what is counted of years before this one
   * @param size one more than the last index of a cell
   */
  fill(rows: Iterable<Row>, before: number, size: number): void {
    const groups = new Map<string, { keys: readonly string[]; rows: (readonly number[])[] }>();
    for (const { place, years } of rows) {
      const keys = this.keysOf(place);
      if (!keys) continue;
      const name = JSON.stringify(keys);
      const group = groups.get(name) ?? { keys, rows: [] };
      for (const [year, cells] of years) if (year < before) group.rows.push(cells);
      if (group.rows.length > 0) groups.set(name, group);
    }
    const sums = new Int32Array(size);
    for (const [name, { keys, rows }] of groups) this.byKeys.set(name, new CountedGroup(keys, sumOf(rows, sums)));
  }

  change(place: Place, cells: readonly number[], sign: 1 | -1): void {
    const keys = this.keysOf(place);
    if (!keys) return;
    const name = JSON.stringify(keys);
    const group = this.byKeys.get(name) ?? new CountedGroup(keys);
    this.byKeys.set(name, group.with(cells, sign));
    if (this.total) this.total = this.total.with(cells, sign);
  }

  /** One row is in one group: of every dimension that is counted it has one value. Undefined where the filter leaves it out. */
  private keysOf(place: Row['place']): string[] | undefined {
    const dimensions = { ...place, caseId: '', departments: [], reasons: [], startedAt: null };
    if (!matches(dimensions, this.filter)) return undefined;
    return this.groupBy.map((grouping) => keysOf(dimensions, grouping, 'year')[0]!);
  }

  /** The groups as they are, for as long as somebody looks at them. */
  lend(): CountedGroups {
    const total = (this.total ??= CountedGroup.sumOf(this.byKeys.values()));
    for (const group of [...this.byKeys.values(), total]) group.lent = true;
    return { groups: new Map(this.byKeys), total };
  }
}

/** @param sums 0 at every index, as it is again afterwards: a sum in a Map costs thirty times as much */
function sumOf(rows: readonly (readonly number[])[], sums: Int32Array): Map<number, number> {
  const touched: number[] = [];
  for (const cells of rows) {
    for (let at = 0; at < cells.length; at += 2) {
      const index = cells[at]!;
      if (sums[index] === 0) touched.push(index);
      sums[index]! += cells[at + 1]!;
    }
  }
  const counts = new Map<number, number>();
  for (const index of touched) {
    if (sums[index] !== 0) counts.set(index, sums[index]!);
    sums[index] = 0;
  }
  return counts;
}
