import type { EntityManager } from 'typeorm';
import type { Instant } from '#time';
import { CaseEntity } from '../entities/case.entity.js';
import { caseView, type CaseView } from '../views/case-view.js';
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
  const found = db.getRepository(CaseEntity).createQueryBuilder('c');
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
  if (query.cursor !== undefined) {
    const [opened, id] = decodeCursor(query.cursor, ['number', 'uuid']);
    found.andWhere('(c.opened_earliest < :opened OR (c.opened_earliest = :opened AND c.case_id > :id))', {
      opened,
      id,
    });
  }
  const rows = await found
    .orderBy('c.opened_earliest', 'DESC')
    .addOrderBy('c.case_id')
    .take(query.limit + 1)
    .getMany();
  const states = await recallCases(
    db,
    rows.map((row) => row.caseId),
  );
  return pageOf(
    // A rebuild may have emptied the tables between the two questions.
    rows.filter((row) => states.has(row.caseId)),
    query.limit,
    (row) => [Number(row.openedEarliest), row.caseId],
    (row) => caseView(states.get(row.caseId)!),
  );
}

/** Makes user text literal inside a LIKE pattern. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
