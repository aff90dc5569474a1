import type { EntityManager } from 'typeorm';
import { startOfYear, yearOf } from '../counts/year-of.js';
import type { Frame } from './frame.js';
import type { Reached } from './reached.js';

/** Some cases, by a condition on an engagement `e`. */
export interface CasesMeant {
  readonly where: string;
  readonly parameters: object;
}

/** How a frame differs from what is counted already: which rows of the tables to count besides, and which cases to fold. */
export interface Difference {
  /** -1 takes off what is counted already. */
  readonly rows: readonly { readonly sign: 1 | -1; readonly of: CasesMeant }[];
  /** The cases that the frame has, but in another way than the tables. */
  readonly folded: readonly string[];
}

/**
 * The year at whose beginning a frame may be taken to have had all that happened and was recorded before. Where clocks
 * disagree on what came before its position, that is found out case by case.
 */
export async function yearBefore(db: EntityManager, frame: Frame, reached: Reached): Promise<number> {
  const { position, knownAt, asOf } = frame;
  if (position >= reached.position) return yearOf(Math.min(asOf, knownAt));
  const found = 'SELECT max(last_recorded)::double precision AS recorded FROM cases WHERE last_position <= $1';
  const [row] = await db.query<{ recorded: number | null }[]>(found, [position]);
  return yearOf(Math.min(asOf, knownAt, row!.recorded ?? 0));
}

/** SQL: whether the frame has all events of a case in the way that the tables do. */
const isOwnLike = (name: string, isPast: boolean) =>
  `${name}.last_recorded <= $2 AND ${name}.settled_at <= $3 ${isPast ? `AND ${name}.last_position <= $1` : ''}`;

/**
 * From the cases in which nothing happened or was recorded since a year began, which are counted already, to all that the
 * frame has as the tables do.
 * @param year none is counted unless given
 */
export async function onlyLike(
  db: EntityManager,
  frame: Frame,
  reached: Reached,
  year: number | undefined,
): Promise<Difference> {
  const { like, unlike, folded } = await likeness(db, frame, reached, year);
  const { where, parameters } = like('e');
  const years = { year, lastYear: yearOf(Math.max(frame.asOf, frame.knownAt)) };
  const later = year === undefined ? where : `${where} AND e.last_year BETWEEN :year AND :lastYear`;
  const rows: Difference['rows'] = [{ sign: 1, of: { where: later, parameters: { ...parameters, ...years } } }];
  const counted = { where: 'e.case_id = ANY (:unlike)', parameters: { unlike } };
  return { rows: unlike.length > 0 ? [...rows, { sign: -1, of: counted }] : rows, folded };
}

/** Which cases a frame has as the tables do. */
export interface Likeness {
  /** Those, less the ones in which nothing happened or was recorded since the year began: a condition on rows of theirs. */
  like(row: string): CasesMeant;
  /** Of the cases in which nothing happened or was recorded since the year began, those that the frame has in another way. */
  readonly unlike: readonly string[];
  /** Those that the frame has, but in another way. */
  readonly folded: readonly string[];
}

/** @param year the beginning of time unless given */
export async function likeness(db: EntityManager, frame: Frame, reached: Reached, year?: number): Promise<Likeness> {
  const { position, knownAt, asOf } = frame;
  const isPast = position < reached.position;
  const begun = year === undefined ? -1e15 : startOfYear(year);
  const [row] = await db.query<{ uncounted: string[]; unlike: string[]; folded: string[] }[]>(
    `WITH changed AS MATERIALIZED (
       SELECT DISTINCT e.case_id FROM engaged_unions u JOIN engagements e USING (union_id)
       WHERE u.last_recorded > $2 OR u.last_position > $1
     ), unlike AS MATERIALIZED (
       SELECT case_id FROM changed
       UNION
       SELECT c.case_id FROM cases c JOIN cases original ON original.case_id = c.duplicate_of
       WHERE NOT (${isOwnLike('original', isPast)}) OR original.case_id IN (SELECT case_id FROM changed)
       UNION
       SELECT case_id FROM cases WHERE $5 AND last_position > $1 AND last_recorded < $4 AND settled_at < $4
     ), other AS MATERIALIZED (
       SELECT c.case_id, c.last_recorded < $4 AND c.settled_at < $4 AS is_counted
       FROM cases c JOIN unlike USING (case_id)
       WHERE (c.last_recorded < $4 AND c.settled_at < $4) OR (${isOwnLike('c', isPast)})
     )
     SELECT ARRAY(SELECT case_id FROM other WHERE is_counted) AS unlike,
            ARRAY(SELECT case_id FROM other WHERE NOT is_counted) AS uncounted,
            ARRAY(SELECT case_id FROM cases c
                  WHERE (NOT (${isOwnLike('c', isPast)}) OR case_id IN (SELECT case_id FROM other))
                    AND ${isThere(isPast)}) AS folded`,
    [position, knownAt, asOf, begun, isPast],
  );
  const { unlike, uncounted, folded } = row!;
  const like = (name: string) => ({
    where: `EXISTS (
      SELECT FROM cases own WHERE own.case_id = ${name}.case_id
        AND own.last_recorded <= :knownAt AND own.settled_at <= :asOf
        ${year === undefined ? '' : 'AND (own.last_recorded >= :begun OR own.settled_at >= :begun)'}
        ${isPast ? 'AND own.last_position <= :position' : ''})
      ${uncounted.length > 0 ? `AND ${name}.case_id <> ALL (:uncounted)` : ''}`,
    parameters: { ...frame, begun, uncounted },
  });
  return { like, unlike, folded };
}

/** SQL: what was first recorded later, or is known to have opened later, the frame does not have. */
const isThere = (isPast: boolean) => `first_recorded <= $2
  AND NOT (opened_earliest > $3 AND last_recorded <= $2 ${isPast ? 'AND last_position <= $1' : ''})
  ${isPast ? 'AND first_position <= $1' : ''}`;

/**
 * From all cases, which are counted already, to those of the frame: takes off what it has in another way, or not at all,
 * since something was recorded, or happened, later; also because the directory has learned of their unions since, or because
 * that is so of the case that they are linked to as a duplicate. Undefined where those are many: then the others are counted.
 */
export async function lessUnlike(db: EntityManager, frame: Frame, reached: Reached): Promise<Difference | undefined> {
  const { position, knownAt, asOf } = frame;
  const isPast = position < reached.position;
  const [row] = await db.query<{ areMany: boolean; any: boolean; folded: string[] }[]>(
    `WITH many (n) AS (SELECT greatest(reltuples, 0)::bigint / 10 + 1 FROM pg_class WHERE oid = 'cases'::regclass),
     counted ("areMany") AS MATERIALIZED (
       SELECT ${holdsForMany('last_recorded > $2')} OR ${holdsForMany('settled_at > $3')}
              ${isPast ? `OR ${holdsForMany('last_position > $1')}` : ''} FROM many
     ), unlike AS MATERIALIZED (${unlike(isPast, '$1', '$2', '$3')})
     SELECT "areMany", NOT "areMany" AND EXISTS (SELECT FROM unlike) AS any,
       ARRAY(SELECT case_id FROM unlike JOIN cases USING (case_id)
             WHERE NOT (SELECT "areMany" FROM counted) AND ${isThere(isPast)}) AS folded
     FROM counted`,
    [position, knownAt, asOf],
  );
  const { areMany, any, folded } = row!;
  if (areMany) return undefined;
  const where = `e.case_id IN (${unlike(isPast, ':position', ':knownAt', ':asOf')})`;
  return { rows: any ? [{ sign: -1, of: { where, parameters: frame } }] : [], folded };
}

/**
 * SQL: whether a condition holds for as many cases as are many; no more are looked at. No index finds positions, which are
 * seldom asked for.
 */
const holdsForMany = (condition: string) =>
  `n = (SELECT count(*) FROM (SELECT FROM cases WHERE ${condition} LIMIT (SELECT n FROM many)) AS found)`;

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
