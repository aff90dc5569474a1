import pLimit from 'p-limit';
import type { EntityManager } from 'typeorm';
import type { Measure } from '#measures';
import type { CountedBefore } from '../reports/counting.js';
import type { Grouping } from '../reports/groupings.js';
import type { Reached } from '../reports/reached.js';
import type { EngagementFilter } from '../reports/selection.js';
import { MeasureCounts } from './measure-counts.js';

export interface CountsAsked {
  readonly measure: Measure;
  readonly groupBy: readonly Grouping[];
  readonly filter: EngagementFilter;
  /** Only of cases in which nothing has happened or was recorded since this year began. */
  readonly before?: number | undefined;
}

/** What this process knows of the counts in the tables, by measure. */
export class StoredCounts {
  private readonly measures = new Map<Measure, MeasureCounts>();
  /** One at a time, so that nothing is read twice. */
  private readonly turn = pLimit(1);

  /**
   * The counts as a snapshot has them; undefined when somebody with a newer one has brought them further. It should be
   * among the first that a snapshot is asked for.
   */
  read(snapshot: EntityManager, reached: Reached, asked: CountsAsked): Promise<CountedBefore | undefined> {
    const { measure, groupBy, filter, before } = asked;
    const counts = this.of(measure);
    return this.turn(async () => {
      if (!(await counts.refresh(snapshot, reached))) return undefined;
      const view = before === undefined ? counts.view(groupBy, filter) : counts.viewBefore(before, groupBy, filter);
      return { cells: counts.cells, ...view.lend() };
    });
  }

  private of(measure: Measure): MeasureCounts {
    const known = this.measures.get(measure) ?? new MeasureCounts(measure);
    this.measures.set(measure, known);
    return known;
  }
}
