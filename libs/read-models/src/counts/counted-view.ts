import { keysOf, type Grouping } from '../reports/groupings.js';
import { matches, type EngagementFilter } from '../reports/selection.js';
import type { Place } from './clock-counts.js';
import { CountedGroup } from './counted-group.js';

/** All groups of a question, and all clocks that it counts together. */
export interface CountedGroups<Figures = unknown> {
  readonly groups: ReadonlyMap<string, CountedGroup<Figures>>;
  readonly total: CountedGroup<Figures>;
}

/** One way of grouping counts, kept up to date with them. */
export class CountedView {
  private readonly byKeys = new Map<string, CountedGroup>();
  private total = new CountedGroup([]);

  constructor(
    private readonly groupBy: readonly Grouping[],
    private readonly filter: EngagementFilter,
  ) {}

  /** One row is in one group: of every dimension that is counted it has one value. */
  change(place: Place, cells: Int32Array, sign: 1 | -1): void {
    const dimensions = { ...place, caseId: '', departments: [], reasons: [], startedAt: null };
    if (!matches(dimensions, this.filter)) return;
    const keys = this.groupBy.map((grouping) => keysOf(dimensions, grouping, 'year')[0]!);
    const name = JSON.stringify(keys);
    const group = this.byKeys.get(name) ?? new CountedGroup(keys);
    this.byKeys.set(name, group.with(cells, sign));
    this.total = this.total.with(cells, sign);
  }

  /** The groups as they are, for as long as somebody looks at them. */
  lend(): CountedGroups {
    for (const group of [...this.byKeys.values(), this.total]) group.lent = true;
    return { groups: new Map(this.byKeys), total: this.total };
  }
}
