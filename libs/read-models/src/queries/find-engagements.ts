import type { DataSource, SelectQueryBuilder } from 'typeorm';
import type { Instant } from '#time';
import { MEASURES, type Measure } from '#measures';
import { EngagementEntity } from '../entities/engagement.entity.js';
import { engagementView, type EngagementView } from '../views/engagement-view.js';
import { UNKNOWN, type EngagementFilter } from '../reports/selection.js';
import { CENSORED, SILENT } from '../views/outcome.js';
import { isDuplicate } from './duplicates.js';
import { decodeCursor, pageOf, type PageOf } from './page.js';

export interface EngagementQuery extends EngagementFilter {
  /** With `outcome`: in which measure. */
  readonly measure?: Measure;
  /** A class, `censored`, `silent` (censored, and the union never replied), `not_started`, `competing` or `competing:<cause>`. */
  readonly outcome?: string;
  /** Open clocks are shown as they stand then. */
  readonly asOf: Instant;
  readonly cursor?: string;
  readonly limit: number;
}

export async function findEngagements(db: DataSource, query: EngagementQuery): Promise<PageOf<EngagementView>> {
  const found = filterEngagements(db.getRepository(EngagementEntity).createQueryBuilder('e'), query);
  if (query.caseId === undefined) found.andWhere(`NOT ${OF_DUPLICATE}`);
  const { measure = 'first_reply', outcome } = query;
  if (outcome !== undefined) filterOutcome(found, measure, outcome);
  if (query.cursor !== undefined) {
    const [caseId, unionId] = decodeCursor(query.cursor, ['uuid', 'uuid']);
    found.andWhere('(e.case_id, e.union_id) > (:afterCase, :afterUnion)', { afterCase: caseId, afterUnion: unionId });
  }
  const rows = await found
    .orderBy('e.case_id')
    .addOrderBy('e.union_id')
    .take(query.limit + 1)
    .getMany();
  return pageOf(
    rows,
    query.limit,
    (row) => [row.caseId, row.unionId],
    (row) => engagementView(row, query.asOf),
  );
}

/** Whether an engagement (alias `e`) is of a case linked as another's duplicate: only who names the case means it. */
export const OF_DUPLICATE = isDuplicate('e.case_id');

/** Whether the union of an engagement (alias `e`) that was called has not replied. */
export const NEVER_REPLIED = `e.first_reply_outcome = '${CENSORED}'`;

/** Narrows a query over engagements (alias `e`) to those the filter names. */
export function filterEngagements(
  found: SelectQueryBuilder<EngagementEntity>,
  filter: EngagementFilter,
): SelectQueryBuilder<EngagementEntity> {
  if (filter.caseId) found.andWhere('e.case_id = :caseId', filter);
  if (filter.unionId) found.andWhere('e.union_id = :unionId', filter);
  if (filter.department) among(found, 'departments', filter.department);
  if (filter.reason) among(found, 'reasons', filter.reason);
  if (filter.level) known(found, 'level', filter.level);
  if (filter.sector) known(found, 'sector', filter.sector);
  if (filter.region === UNKNOWN) found.andWhere('e.region IS NULL');
  else if (filter.region) found.andWhere(`e.region LIKE :region || '%'`, filter);
  return found;
}

function known(found: SelectQueryBuilder<EngagementEntity>, column: 'level' | 'sector', value: string): void {
  if (value === UNKNOWN) found.andWhere(`e.${column} IS NULL`);
  else found.andWhere(`e.${column} = :${column}`, { [column]: value });
}

function among(found: SelectQueryBuilder<EngagementEntity>, column: 'departments' | 'reasons', value: string): void {
  if (value === UNKNOWN) found.andWhere(`e.${column} = '[]'`);
  else found.andWhere(`e.${column} @> to_jsonb(:${column}::text)`, { [column]: value });
}

function filterOutcome(found: SelectQueryBuilder<EngagementEntity>, measure: Measure, outcome: string): void {
  if (!MEASURES.includes(measure)) throw new RangeError(`unknown measure ${measure}`);
  if (outcome === SILENT) found.andWhere(`e.${measure}_outcome = '${CENSORED}' AND ${NEVER_REPLIED}`);
  else
    found.andWhere(`(e.${measure}_outcome = :outcome OR starts_with(e.${measure}_outcome, :outcome || ':'))`, {
      outcome,
    });
}
