import { LRUCache } from 'lru-cache';
import type { EntityManager } from 'typeorm';
import type { Position } from '#event-store';
import type { Measure } from '#measures';
import type { Grouping } from '../reports/groupings.js';
import type { Reached } from '../reports/reached.js';
import type { EngagementFilter } from '../reports/selection.js';
import { Cells } from './cells.js';
import type { ClockCounts, Place } from './clock-counts.js';
import { CountedView, type Row } from './counted-view.js';

/** Different ways of grouping that are kept up to date. */
const VIEWS = 8;

/**
 * The counts of one measure, read once and from then on only where they changed; grouped in the ways that were asked for.
 */
export class MeasureCounts {
  readonly cells = new Cells();
  private rows = new Map<string, Row & { readonly years: Map<number, readonly number[]> }>();
  private readonly views = new LRUCache<string, CountedView>({ max: VIEWS });
  /** Which filling of the table was read, and how far it had come. */
  private bootedAt: string | null = null;
  private position: Position = '';

  constructor(private readonly measure: Measure) {}

  /**
   * Takes in what a snapshot has beyond what is known.
   * @returns whether that is what is known now; what is known may be of a newer snapshot
   */
  async refresh(snapshot: EntityManager, { bootedAt, position: reached }: Reached): Promise<boolean> {
    if (bootedAt !== this.bootedAt) this.forget(bootedAt);
    if (reached <= this.position) return reached === this.position;
    for (const { counts, ...place } of await changedSince(snapshot, this.measure, this.position)) {
      this.put(place, this.cellsOf(place.timeZone, counts));
    }
    this.position = reached;
    return true;
  }

  view(groupBy: readonly Grouping[], filter: EngagementFilter): CountedView {
    const name = JSON.stringify([groupBy, Object.entries(filter).sort()]);
    const known = this.views.get(name);
    if (known) return known;
    const view = this.viewBefore(Infinity, groupBy, filter);
    this.views.set(name, view);
    return view;
  }

  /** The same for the cases in which nothing has happened or was recorded since a year began; not kept up to date. */
  viewBefore(year: number, groupBy: readonly Grouping[], filter: EngagementFilter): CountedView {
    const view = new CountedView(groupBy, filter);
    view.fill(this.rows.values(), year, this.cells.size);
    return view;
  }

  private forget(bootedAt: string | null): void {
    this.bootedAt = bootedAt;
    this.position = '';
    this.rows = new Map();
    this.views.clear();
  }

  private put(place: Place, cells: readonly number[]): void {
    const { level, unionId, sector, region, timeZone, lastYear } = place;
    const key = `${unionId} ${level} ${sector} ${region} ${timeZone}`;
    const row = this.rows.get(key) ?? { place, years: new Map<number, readonly number[]>() };
    this.rows.set(key, row);
    const before = row.years.get(lastYear);
    row.years.set(lastYear, cells);
    for (const view of this.views.values()) {
      if (before) view.change(place, before, -1);
      view.change(place, cells, 1);
    }
  }

  /** An array of numbers: a hundred thousand typed ones take half as much memory again. */
  private cellsOf(timeZone: string, counts: ClockCounts): number[] {
    const length = Object.values(counts).reduce((sum, threes) => sum + threes.length, 0);
    const cells = new Array<number>((length / 3) * 2).fill(0);
    let end = 0;
    for (const [outcome, threes] of Object.entries(counts)) {
      const indexOf = this.cells.of(timeZone, outcome);
      for (let at = 0; at < threes.length; at += 3) {
        cells[end++] = indexOf(threes[at]!, threes[at + 1]!);
        cells[end++] = threes[at + 2]!;
      }
    }
    return cells;
  }
}

async function changedSince(
  snapshot: EntityManager,
  measure: Measure,
  position: Position,
): Promise<(Place & { counts: ClockCounts })[]> {
  return snapshot.query(
    `SELECT level, union_id AS "unionId", sector, region, time_zone AS "timeZone",
       last_year AS "lastYear", counts
     FROM clock_counts WHERE measure = $1 AND changed > $2`,
    [measure, position],
  );
}
