import type { EntityManager } from 'typeorm';
import type { Frame } from './frame.js';
import type { Reached } from './reached.js';

/** The cases that a frame has in another way than the tables. */
export interface UnlikeStored {
  /** SQL: the ids of all of them, as `case_id`, with the parameters `:position`, `:knownAt` and `:asOf`. */
  readonly select: string;
  readonly parameters: Frame;
  /** Whether there are any, and those that the frame has at all. */
  find(db: EntityManager): Promise<{ any: boolean; folded: string[] }>;
}

/**
 * Of such a case something was recorded, or happened, later; or the directory has learned of its unions since; or that is
 * so of the case that it is linked to as a duplicate.
 */
export function unlikeStored(frame: Frame, reached: Reached): UnlikeStored {
  // No index finds positions: mostly all are asked for.
  const isPast = frame.position < reached.position;
  const later = (position: string) =>
    isPast ? `SELECT case_id FROM cases WHERE last_position > ${position} UNION` : '';
  const select = (position: string, knownAt: string, asOf: string) => `
    WITH own AS MATERIALIZED (
      ${later(position)}
      SELECT case_id FROM cases WHERE last_recorded > ${knownAt}
      UNION
      SELECT case_id FROM cases WHERE settled_at > ${asOf}
      UNION
      SELECT e.case_id FROM engaged_unions u JOIN engagements e USING (union_id)
      WHERE u.last_recorded > ${knownAt} OR u.last_position > ${position}
    )
    SELECT case_id FROM own
    UNION
    SELECT c.case_id FROM cases c JOIN own ON c.duplicate_of = own.case_id`;
  return {
    select: select(':position', ':knownAt', ':asOf'),
    parameters: frame,
    find: (db) => find(db, select('$1', '$2', '$3'), frame),
  };
}

/** What was first recorded later, or is known to have opened later, the frame does not have. */
async function find(db: EntityManager, select: string, { position, knownAt, asOf }: Frame) {
  const [row] = await db.query<{ any: boolean; folded: string[] }[]>(
    `WITH unlike AS MATERIALIZED (${select})
     SELECT EXISTS (SELECT FROM unlike) AS any,
       ARRAY(SELECT case_id FROM unlike JOIN cases USING (case_id)
             WHERE first_position <= $1 AND first_recorded <= $2
               AND NOT (last_position <= $1 AND last_recorded <= $2 AND opened_earliest > $3)) AS folded`,
    [position, knownAt, asOf],
  );
  return row!;
}
