import type { ClientBase } from 'pg';
import type { Position } from '#event-store';
import { MEASURES } from '#measures';
import { UNKNOWN } from '../reports/selection.js';
import { CENSORED, DUPLICATE, SILENT } from '../views/outcome.js';

/** Counts all engagements at once, as counting every change of theirs would have. */
export async function fillCounts(tx: ClientBase, position: Position): Promise<void> {
  await tx.query('TRUNCATE clock_counts');
  await tx.query(FILL, [position]);
}

const CLOCKS = MEASURES.map((measure) => `('${measure}', ${measure}_outcome, ${measure}_low, ${measure}_high)`).join(
  ', ',
);

const FILL = `
  WITH alike AS (
    SELECT measure, level, union_id, sector, region, time_zone, counted.outcome, counted.low, counted.high, count(*) AS n
    FROM engagements,
         LATERAL (VALUES ${CLOCKS}) AS clock (measure, outcome, low, high),
         LATERAL (SELECT
           CASE WHEN is_duplicate THEN '${DUPLICATE}'
                WHEN outcome = '${CENSORED}' AND first_reply_outcome = '${CENSORED}' THEN '${SILENT}'
                ELSE outcome END AS outcome,
           CASE WHEN is_duplicate OR low IS NULL THEN 0 ELSE low END AS low,
           CASE WHEN is_duplicate OR high IS NULL THEN 0 ELSE high END AS high) AS counted
    GROUP BY measure, level, union_id, sector, region, time_zone, counted.outcome, counted.low, counted.high
  ), by_outcome AS (
    SELECT measure, level, union_id, sector, region, time_zone, outcome,
           string_agg(concat_ws(',', low, high, n), ',' ORDER BY low, high) AS threes
    FROM alike GROUP BY measure, level, union_id, sector, region, time_zone, outcome
  )
  INSERT INTO clock_counts (measure, level, union_id, sector, region, time_zone, changed, counts)
  SELECT measure, coalesce(level, '${UNKNOWN}'), union_id, coalesce(sector, '${UNKNOWN}'), coalesce(region, '${UNKNOWN}'), time_zone, $1,
         ('{' || string_agg('"' || outcome || '":[' || threes || ']', ',' ORDER BY outcome COLLATE "C") || '}')::json
  FROM by_outcome GROUP BY measure, level, union_id, sector, region, time_zone`;
