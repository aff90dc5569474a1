import type { ClientBase } from 'pg';
import type { Position } from '#event-store';
import { MEASURES, type Measure } from '#measures';
import { UNKNOWN } from '../reports/selection.js';
import { CENSORED, DUPLICATE, SILENT } from '../views/outcome.js';

/** Engagements that one statement counts, about: the connection of who says nothing for too long is given up. */
const AT_A_TIME = 1_000_000;

/** Counts all engagements, of which none was counted before, as counting every change of theirs would have. */
export async function fillCounts(tx: ClientBase, position: Position): Promise<void> {
  // Enough for what is counted at a time, so that it need not go over the disk.
  await tx.query(`SET LOCAL work_mem = '128MB'`);
  for (const [first, last] of rangesOf(await sizesOf(tx))) {
    for (const measure of MEASURES) await tx.query(fill(measure), [position, first, last]);
  }
}

interface Size {
  readonly union_id: string;
  readonly n: number;
}

async function sizesOf(tx: ClientBase): Promise<Size[]> {
  const sizes = 'SELECT union_id, count(*)::integer AS n FROM engagements GROUP BY union_id ORDER BY union_id';
  return (await tx.query<Size>(sizes)).rows;
}

/** The first and the last of some unions in order, with so many engagements together. */
export function rangesOf(sizes: readonly Size[], atATime = AT_A_TIME): [first: string, last: string][] {
  const ranges: [string, string][] = [];
  let engagements = Infinity;
  for (const { union_id: unionId, n } of sizes) {
    if (engagements + n > atATime) {
      ranges.push([unionId, unionId]);
      engagements = 0;
    }
    ranges.at(-1)![1] = unionId;
    engagements += n;
  }
  return ranges;
}

const fill = (measure: Measure) => `
  WITH alike AS (
    SELECT level, union_id, sector, region, time_zone, counted.outcome, counted.low, counted.high, count(*) AS n
    FROM engagements,
         LATERAL (SELECT
           CASE WHEN is_duplicate THEN '${DUPLICATE}'
                WHEN ${measure}_outcome = '${CENSORED}' AND first_reply_outcome = '${CENSORED}' THEN '${SILENT}'
                ELSE ${measure}_outcome END AS outcome,
           CASE WHEN is_duplicate OR ${measure}_low IS NULL THEN 0 ELSE ${measure}_low END AS low,
           CASE WHEN is_duplicate OR ${measure}_high IS NULL THEN 0 ELSE ${measure}_high END AS high) AS counted
    WHERE union_id BETWEEN $2 AND $3
    GROUP BY level, union_id, sector, region, time_zone, counted.outcome, counted.low, counted.high
  ), by_outcome AS (
    SELECT level, union_id, sector, region, time_zone, outcome,
           string_agg(concat_ws(',', low, high, n), ',' ORDER BY low, high) AS threes
    FROM alike GROUP BY level, union_id, sector, region, time_zone, outcome
  )
  INSERT INTO clock_counts (measure, level, union_id, sector, region, time_zone, changed, counts)
  SELECT '${measure}', coalesce(level, '${UNKNOWN}'), union_id, coalesce(sector, '${UNKNOWN}'),
         coalesce(region, '${UNKNOWN}'), time_zone, $1,
         ('{' || string_agg('"' || outcome || '":[' || threes || ']', ',' ORDER BY outcome COLLATE "C") || '}')::json
  FROM by_outcome GROUP BY level, union_id, sector, region, time_zone`;
