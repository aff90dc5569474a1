import type { EntityManager } from 'typeorm';
import type { Frame } from './frame.js';
import type { Reached } from './reached.js';

/** The cases that a frame has in another way than the tables. */
export interface UnlikeStored {
  /** SQL: the ids of all of them, as `case_id`; `$1` to `$3` are the parameters. */
  readonly select: string;
  readonly parameters: readonly [position: string, knownAt: number, asOf: number];
  /** Whether there are any, and those that the frame has at all. */
  find(db: EntityManager): Promise<{ any: boolean; folded: string[] }>;
}

/**
 * Of such a case something was recorded, or happened, later; or the directory has learned of its unions since; or that is
 * so of the case that it is linked to as a duplicate.
 */
export function unlikeStored({ asOf, knownAt, position }: Frame, reached: Reached): UnlikeStored {
  // No index finds positions: mostly all are asked for.
  const isPast = position < reached.position;
  const later = isPast ? `SELECT case_id FROM cases WHERE last_position > $1 UNION` : '';
  const select = `
    WITH own AS MATERIALIZED (
      ${later}
      SELECT case_id FROM cases WHERE last_recorded > $2
      UNION
      SELECT case_id FROM cases WHERE settled_at > $3
      UNION
      SELECT e.case_id FROM engaged_unions u JOIN engagements e USING (union_id)
      WHERE u.last_recorded > $2 OR u.last_position > $1
    )
    SELECT case_id FROM own
    UNION
    SELECT c.case_id FROM cases c JOIN own ON c.duplicate_of = own.case_id`;
  const parameters = [position, knownAt, asOf] as const;
  return { select, parameters, find: (db) => find(db, select, parameters) };
}

/** What was first recorded later, or is known to have opened later, the frame does not have. */
async function find(db: EntityManager, select: string, parameters: UnlikeStored['parameters']) {
  const [row] = await db.query<{ any: boolean; folded: string[] }[]>(
    `WITH unlike AS MATERIALIZED (${select})
     SELECT EXISTS (SELECT FROM unlike) AS any,
       ARRAY(SELECT case_id FROM unlike JOIN cases USING (case_id)
             WHERE first_position <= $1 AND first_recorded <= $2
               AND NOT (last_position <= $1 AND last_recorded <= $2 AND opened_earliest > $3)) AS folded`,
    [...parameters],
  );
  return row!;
}
