import type { EntityManager } from 'typeorm';
import type { Frame } from './frame.js';
import type { Reached } from './reached.js';

/** Some cases, by a condition on an engagement `e`. */
export interface CasesMeant {
  readonly where: string;
  readonly parameters: object;
}

/** How a frame differs from what the tables have: what to count of the tables, and which cases to fold. */
export interface Unlike {
  /** 1 to count those alone that are `meant`; -1 to take them off what all cases count; undefined where there is nothing to take off. */
  readonly sign: 1 | -1 | undefined;
  readonly meant: CasesMeant;
  /** Those that the frame has, but in another way. */
  readonly folded: readonly string[];
}

/**
 * Whether a frame has most cases in another way than the tables, or not at all: something was recorded, or happened, later.
 * Then it is for the others to be counted.
 */
export async function areMostUnlike(db: EntityManager, frame: Frame, reached: Reached): Promise<boolean> {
  const { position, knownAt, asOf } = frame;
  // No index finds positions, which are seldom asked for.
  const [row] = await db.query<{ most: boolean }[]>(
    `WITH later (n) AS (
       SELECT greatest((SELECT count(*) FROM cases WHERE last_recorded > $1),
                       (SELECT count(*) FROM cases WHERE settled_at > $2),
                       (SELECT count(*) FROM cases WHERE $3 AND last_position > $4))
     )
     SELECT n > 0 AND n > (SELECT count(*) FROM cases) / 2 AS most FROM later`,
    [knownAt, asOf, position < reached.position, position],
  );
  return row!.most;
}

/** Whether the frame has all events of a case in the way that the tables do. */
const isOwnLike = (name: string) =>
  `${name}.last_recorded <= $2 AND ${name}.settled_at <= $3 AND ${name}.last_position <= $1`;

/** Counts the cases that a frame has as the tables do. */
export async function onlyLike(db: EntityManager, frame: Frame, reached: Reached): Promise<Unlike> {
  const { position, knownAt, asOf } = frame;
  const [row] = await db.query<{ others: string[]; folded: string[] }[]>(
    `WITH changed AS MATERIALIZED (
       SELECT DISTINCT c.case_id FROM engaged_unions u JOIN engagements e USING (union_id) JOIN cases c USING (case_id)
       WHERE (u.last_recorded > $2 OR u.last_position > $1) AND ${isOwnLike('c')}
     ), others AS MATERIALIZED (
       SELECT case_id FROM changed
       UNION
       SELECT c.case_id FROM cases c JOIN cases original ON original.case_id = c.duplicate_of
       WHERE ${isOwnLike('c')} AND (NOT (${isOwnLike('original')}) OR original.case_id IN (SELECT case_id FROM changed))
     )
     SELECT ARRAY(SELECT case_id FROM others) AS others,
            ARRAY(SELECT case_id FROM cases c
                  WHERE ${IS_THERE} AND (NOT (${isOwnLike('c')}) OR case_id IN (SELECT case_id FROM others))) AS folded`,
    [position, knownAt, asOf],
  );
  const { others, folded } = row!;
  const where = `EXISTS (
    SELECT FROM cases c WHERE c.case_id = e.case_id AND c.last_recorded <= :knownAt AND c.settled_at <= :asOf
      ${position < reached.position ? 'AND c.last_position <= :position' : ''})
    ${others.length > 0 ? 'AND e.case_id <> ALL (:others)' : ''}`;
  return { sign: 1, meant: { where, parameters: { ...frame, others } }, folded };
}

/** What was first recorded later, or is known to have opened later, the frame does not have. */
const IS_THERE = `first_position <= $1 AND first_recorded <= $2
  AND NOT (last_position <= $1 AND last_recorded <= $2 AND opened_earliest > $3)`;

/**
 * Takes off the cases that a frame has in another way, or not at all: also because the directory has learned of their
 * unions since, or because that is so of the case that they are linked to as a duplicate.
 */
export async function lessUnlike(db: EntityManager, frame: Frame, reached: Reached): Promise<Unlike> {
  const { position, knownAt, asOf } = frame;
  const isPast = position < reached.position;
  const [row] = await db.query<{ any: boolean; folded: string[] }[]>(
    `WITH unlike AS MATERIALIZED (${unlike(isPast, '$1', '$2', '$3')})
     SELECT EXISTS (SELECT FROM unlike) AS any,
       ARRAY(SELECT case_id FROM unlike JOIN cases USING (case_id) WHERE ${IS_THERE}) AS folded`,
    [position, knownAt, asOf],
  );
  const where = `e.case_id IN (${unlike(isPast, ':position', ':knownAt', ':asOf')})`;
  return { sign: row!.any ? -1 : undefined, meant: { where, parameters: frame }, folded: row!.folded };
}

const unlike = (isPast: boolean, position: string, knownAt: string, asOf: string) => `
  WITH own AS MATERIALIZED (
    ${isPast ? `SELECT case_id FROM cases WHERE last_position > ${position} UNION` : ''}
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
