import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { Opening } from '#cases';
import { accountabilityOf } from '#measures';
import type { Instant } from '#time';
import type { UnionState } from '#unions';
import { CaseEntity } from '../entities/case.entity.js';
import { casesAt, type CaseAtFrame } from '../reports/cases-at.js';
import { engagementsAt } from '../reports/engagements-at.js';
import type { Frame } from '../reports/frame.js';
import type { Reached } from '../reports/reached.js';
import { matches } from '../reports/selection.js';
import { UnionsInCases } from '../reports/unions-at.js';
import { likeness } from '../reports/unlike-stored.js';
import { caseView, standingOf, type CaseView } from '../views/case-view.js';
import { recallCases } from './recall-cases.js';
import { decodeCursor, pageOf, type PageOf } from './page.js';

/** Which cases; every given condition must hold. */
export interface CaseQuery {
  /** Part of the title. */
  readonly q?: string;
  readonly status?: string;
  readonly outcome?: string;
  readonly sector?: string;
  /** A region code, or the leading digits of one. */
  readonly region?: string;
  readonly dispute?: string;
  /** Cases in which this union was engaged. */
  readonly unionId?: string;
  /** Cases in which a union of this level was engaged. */
  readonly level?: string;
  readonly aware?: string;
  readonly involved?: string;
  /** Opened at this instant or later, as far as the date tells. */
  readonly openedSince?: Instant;
  /** Opened before this instant, as far as the date tells. */
  readonly openedUntil?: Instant;
  readonly cursor?: string;
  readonly limit: number;
}

/** Newest opening first. */
export async function findCases(db: EntityManager, query: CaseQuery): Promise<PageOf<CaseView>> {
  const listed = await listStored(db, query, db.getRepository(CaseEntity).createQueryBuilder('c'));
  return pageOf(listed, query.limit, keyOf, ({ view }) => view);
}

/** The same of the cases as a frame has them: by the tables where it has them as they do, and by their events. */
export async function findCasesAt(
  db: EntityManager,
  frame: Frame,
  reached: Reached,
  query: CaseQuery,
): Promise<PageOf<CaseView>> {
  const { like, folded } = await likeness(db, frame, reached);
  const { where, parameters } = like('c');
  const alike = db.getRepository(CaseEntity).createQueryBuilder('c').where(where, parameters);
  const listed = [...(await listStored(db, query, alike)), ...(await listFolded(db, frame, query, folded))];
  return pageOf(listed.sort(inOrder).slice(0, query.limit + 1), query.limit, keyOf, ({ view }) => view);
}

/** A place in the list. */
interface Place {
  readonly opened: Instant;
  readonly id: string;
}

interface Listed extends Place {
  readonly view: CaseView;
}

const keyOf = ({ opened, id }: Place) => [opened, id];

function inOrder(a: Place, b: Place): number {
  return b.opened - a.opened || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** One more than the page has room for. */
async function listStored(
  db: EntityManager,
  query: CaseQuery,
  found: SelectQueryBuilder<CaseEntity>,
): Promise<Listed[]> {
  narrow(found, query);
  const after = placeAfter(query);
  if (after)
    found.andWhere('(c.opened_earliest < :opened OR (c.opened_earliest = :opened AND c.case_id > :id))', after);
  const rows = await found
    .orderBy('c.opened_earliest', 'DESC')
    .addOrderBy('c.case_id')
    .take(query.limit + 1)
    .getMany();
  const states = await recallCases(
    db,
    rows.map((row) => row.caseId),
  );
  return rows.map(({ openedEarliest, caseId }) => ({
    opened: Number(openedEarliest),
    id: caseId,
    view: caseView(states.get(caseId)!),
  }));
}

function narrow(found: SelectQueryBuilder<CaseEntity>, query: CaseQuery): void {
  for (const column of ['status', 'outcome', 'sector', 'aware', 'involved'] as const) {
    if (query[column]) found.andWhere(`c.${column} = :${column}`, query);
  }
  if (query.q) found.andWhere(`c.title ILIKE '%' || :q || '%'`, { q: escapeLike(query.q) });
  if (query.region) found.andWhere('starts_with(c.region, :region)', query);
  if (query.dispute) found.andWhere('c.disputes @> to_jsonb(:dispute::text)', query);
  if (query.openedSince !== undefined) found.andWhere('c.opened_latest > :openedSince', query);
  if (query.openedUntil !== undefined) found.andWhere('c.opened_earliest < :openedUntil', query);
  if (query.unionId || query.level) {
    const engaged = `SELECT FROM engagements e WHERE e.case_id = c.case_id
      AND (:unionId::uuid IS NULL OR e.union_id = :unionId) AND (:level::text IS NULL OR e.level = :level)`;
    found.andWhere(`EXISTS (${engaged})`, { unionId: query.unionId ?? null, level: query.level ?? null });
  }
}

async function listFolded(
  db: EntityManager,
  frame: Frame,
  query: CaseQuery,
  caseIds: readonly string[],
): Promise<Listed[]> {
  if (caseIds.length === 0) return [];
  const after = placeAfter(query);
  const directory = new UnionsInCases(db, frame);
  const listed: Listed[] = [];
  for await (const cases of casesAt(db, frame, { caseIds })) {
    const unions = await directory.of(cases);
    for (const one of cases.filter((each) => meets(each, unions, query))) {
      const opened = one.history.opening!.interval.earliest;
      if (after && inOrder({ opened, id: one.caseId }, after) <= 0) continue;
      listed.push({ opened, id: one.caseId, view: caseView(one.state, one.history) });
    }
  }
  return listed;
}

/** What `narrow` asks of the tables, of a case as a frame has it. */
function meets(one: CaseAtFrame, unions: ReadonlyMap<string, UnionState>, query: CaseQuery): boolean {
  const { unionId, level } = query;
  const { content, interval } = one.history.opening!;
  const { sector, region, disputes, title } = content as Opening;
  const has = { sector, ...standingOf(one.history), ...accountabilityOf(one.history) };
  return (
    (['status', 'outcome', 'sector', 'aware', 'involved'] as const).every(
      (name) => !query[name] || has[name] === query[name],
    ) &&
    (!query.q || title.toLowerCase().includes(query.q.toLowerCase())) &&
    (!query.region || region?.startsWith(query.region) === true) &&
    (!query.dispute || disputes.includes(query.dispute as never)) &&
    (query.openedSince === undefined || interval.latest > query.openedSince) &&
    (query.openedUntil === undefined || interval.earliest < query.openedUntil) &&
    ((!unionId && !level) || engagementsAt(one, unions).some((engagement) => matches(engagement, { unionId, level })))
  );
}

function placeAfter({ cursor }: CaseQuery): Place | undefined {
  if (cursor === undefined) return undefined;
  const [opened, id] = decodeCursor(cursor, ['number', 'uuid']);
  return { opened: opened as Instant, id: id as string };
}

/** Makes user text literal inside a LIKE pattern. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
