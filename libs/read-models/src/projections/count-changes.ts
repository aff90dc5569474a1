import { LRUCache } from 'lru-cache';
import type { ClientBase } from 'pg';
import type { Position } from '#event-store';
import { MEASURES, type Measure } from '#measures';
import { addCounts, type ClockCounts, type Place } from '../counts/clock-counts.js';
import { UNKNOWN } from '../reports/selection.js';
import { CENSORED, DUPLICATE, SILENT, type Outcome } from '../views/outcome.js';
import { COUNTED_COLUMNS } from './case-lines.js';
import { copyLine, copyLines, NULL } from './copy-lines.js';

/** What a row of `engagements` is counted by, in the order of `COUNTED_COLUMNS`, and whether it is a duplicate. */
export type EngagementRow = readonly unknown[];

/** SQL: the columns of such a row, of a table or subquery that is called `e`. */
export const ROW_COLUMNS = [...COUNTED_COLUMNS, 'is_duplicate'].map((column) => `e.${column}`).join(', ');

/** The column of the union. */
export const UNION_ID = COUNTED_COLUMNS.indexOf('union_id');
/** The column of the first clock's outcome. */
const FIRST_CLOCK = COUNTED_COLUMNS.indexOf('first_reply_outcome');
/** The column after those of lines, which go in as no duplicates. */
const IS_DUPLICATE = COUNTED_COLUMNS.length;

/** The change in one row of counts. */
interface RowChange extends Place {
  readonly measure: Measure;
  readonly key: string;
  readonly counts: ClockCounts;
}

/** The change in the counts of one place, by measure. */
interface Change {
  readonly place: Place;
  readonly counts: readonly ClockCounts[];
}

/** Rows of counts that are remembered, by their keys: a live ledger works on few unions at a time. */
export type KnownCounts = LRUCache<string, ClockCounts>;

export function noKnownCounts(): KnownCounts {
  return new LRUCache({ max: 5_000 });
}

/** How a batch changes the counts of clocks, whose rows are each written once. */
export class CountChanges {
  /** How many clocks came and went. */
  clocks = 0;
  private readonly changes = new Map<string, Change>();

  /** An engagement that came into the tables. */
  addLine(line: string): void {
    this.add(line.split('\t', COUNTED_COLUMNS.length), 1);
  }

  /** An engagement that is in the tables. */
  addRow(row: EngagementRow): void {
    this.add(row, 1);
  }

  /** An engagement that was taken out of the tables. */
  takeRow(row: EngagementRow): void {
    this.add(row, -1);
  }

  /** An engagement whose case turned out to be a duplicate, or no longer is; as it is now. */
  turnRow(row: EngagementRow): void {
    const before = row.with(IS_DUPLICATE, !row[IS_DUPLICATE]);
    this.add(before, -1);
    this.add(row, 1);
  }

  /** Where nothing was counted yet. */
  async insert(tx: ClientBase, position: Position): Promise<void> {
    const lines = this.byMeasure().map(({ counts, ...key }) =>
      copyLine([...KEYS.map((name) => key[name]), counts, position]),
    );
    await copyLines(tx, 'clock_counts', [...COLUMNS.split(', '), 'counts', 'changed'], lines);
  }

  /**
   * @param position of the last event of the batch
   * @param known what the tables have of some rows; to be forgotten if the transaction fails
   */
  async write(tx: ClientBase, position: Position, known: KnownCounts): Promise<void> {
    const changes = this.byMeasure();
    if (changes.length === 0) return;
    const before = await this.find(tx, changes, known);
    const texts = changes.map(({ counts, key }) => {
      const after = addCounts(before.get(key) ?? {}, counts);
      known.set(key, after);
      return JSON.stringify(after);
    });
    await tx.query({ name: 'save_counts', text: SAVE, values: [...keysOf(changes), texts, position] });
  }

  private async find(tx: ClientBase, changes: readonly RowChange[], known: KnownCounts) {
    const found = new Map(changes.map(({ key }) => [key, known.get(key)]));
    const missing = changes.filter(({ key }) => found.get(key) === undefined);
    if (missing.length === 0) return found;
    const finding = { name: 'find_counts', text: FIND, values: keysOf(missing) };
    const { rows } = await tx.query<{ index: number; counts: ClockCounts }>(finding);
    for (const { index, counts } of rows) found.set(missing[index - 1]!.key, counts);
    return found;
  }

  /** Most steps change the clocks of one measure or two: what came and went alike is no change. */
  private byMeasure(): RowChange[] {
    const changes: RowChange[] = [];
    for (const [key, { place, counts }] of this.changes) {
      for (const [index, measure] of MEASURES.entries()) {
        const sum = addCounts({}, counts[index]!);
        if (Object.keys(sum).length > 0) changes.push({ ...place, measure, key: `${measure}\t${key}`, counts: sum });
      }
    }
    return changes;
  }

  private add(row: EngagementRow, by: number): void {
    const isSilent = row[FIRST_CLOCK] === CENSORED;
    for (const [index, counts] of this.countsOf(row).entries()) {
      const at = FIRST_CLOCK + 3 * index;
      const own = row[at] as Outcome;
      if (row[IS_DUPLICATE] === true) addThree(counts, DUPLICATE, 0, 0, by);
      else addThree(counts, own === CENSORED && isSilent ? SILENT : own, days(row[at + 1]), days(row[at + 2]), by);
    }
  }

  private countsOf(row: EngagementRow): readonly ClockCounts[] {
    const [unionId, level, sector, region, timeZone, lastYear] = row as readonly (string | null)[];
    const key = `${unionId}\t${level ?? NULL}\t${sector ?? NULL}\t${region ?? NULL}\t${timeZone}\t${lastYear}`;
    let change = this.changes.get(key);
    if (!change) {
      change = { place: placeOf(row), counts: MEASURES.map(() => ({})) };
      this.changes.set(key, change);
    }
    this.clocks += MEASURES.length;
    return change.counts;
  }
}

function placeOf(row: EngagementRow): Place {
  const [unionId, level, sector, region, timeZone, lastYear] = row as readonly (string | null)[];
  const known = (cell: string | null | undefined) => (isNull(cell) ? UNKNOWN : (cell as string));
  return {
    level: known(level),
    unionId: unionId!,
    sector: known(sector),
    region: known(region),
    timeZone: timeZone!,
    lastYear: Number(lastYear),
  };
}

const days = (cell: unknown) => (isNull(cell) ? 0 : Number(cell));

/** In a row, or in a line as COPY takes it. */
const isNull = (cell: unknown) => cell === null || cell === NULL;

function addThree(counts: ClockCounts, outcome: Outcome, low: number, high: number, n: number): void {
  const threes = (counts[outcome] ??= []);
  threes.push(low, high, n);
  if (threes.length >= MANY) counts[outcome] = addCounts({}, { [outcome]: threes })[outcome] ?? [];
}

/** So many numbers are added up before there are more: a union that moves takes all its engagements with it. */
const MANY = 60_000;

const KEYS = ['measure', 'level', 'unionId', 'sector', 'region', 'timeZone', 'lastYear'] as const;

function keysOf(changes: readonly RowChange[]) {
  return KEYS.map((key) => changes.map((change) => change[key]));
}

const COLUMNS = 'measure, level, union_id, sector, region, time_zone, last_year';
const GIVEN = `unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::integer[]`;

const FIND = `
  SELECT index::integer, counts FROM ${GIVEN}) WITH ORDINALITY AS k (${COLUMNS}, index)
  JOIN clock_counts USING (${COLUMNS})`;

const SAVE = `
  INSERT INTO clock_counts (${COLUMNS}, counts, changed)
  SELECT ${COLUMNS}, counts::json, $9 FROM ${GIVEN}, $8::text[]) AS k (${COLUMNS}, counts)
  ON CONFLICT (${COLUMNS}) DO UPDATE SET counts = excluded.counts, changed = excluded.changed`;
