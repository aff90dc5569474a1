import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { Instant } from '#time';
import { MEASURES, type Measure } from '#measures';
import { EngagementEntity } from '../entities/engagement.entity.js';
import { foldUnion } from '#unions';
import { caseAfter, eventsIn, timelinesAmong } from '../reports/cases-at.js';
import { engagementsAt } from '../reports/engagements-at.js';
import { unionHistories } from '../reports/unions-at.js';
import { engagementViewOf, type EngagementView } from '../views/engagement-view.js';
import { UNKNOWN, type EngagementFilter } from '../reports/selection.js';
import { CENSORED, SILENT } from '../views/outcome.js';
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

/** Finds engagements by what the tables have of them, and shows them as the events of their cases tell. */
export async function findEngagements(db: EntityManager, query: EngagementQuery): Promise<PageOf<EngagementView>> {
  const found = filterEngagements(db.getRepository(EngagementEntity).createQueryBuilder('e'), query);
  if (query.caseId === undefined) found.andWhere('NOT e.is_duplicate');
  const { measure = 'first_reply', outcome } = query;
  if (outcome !== undefined) filterOutcome(found, measure, outcome);
  if (query.cursor !== undefined) {
    const [caseId, unionId] = decodeCursor(query.cursor, ['uuid', 'uuid']);
    found.andWhere('(e.case_id, e.union_id) > (:afterCase, :afterUnion)', { afterCase: caseId, afterUnion: unionId });
  }
  const rows = await found
    .select(['e.caseId', 'e.unionId'])
    .orderBy('e.case_id')
    .addOrderBy('e.union_id')
    .take(query.limit + 1)
    .getMany();
  const views = await viewsOf(db, rows, query.asOf);
  return pageOf(rows, query.limit, ({ caseId, unionId }) => [caseId, unionId], views);
}

type Named = Pick<EngagementEntity, 'caseId' | 'unionId'>;

async function viewsOf(
  db: EntityManager,
  rows: readonly Named[],
  asOf: Instant,
): Promise<(row: Named) => EngagementView> {
  const distinct = (ids: readonly string[]) => [...new Set(ids)];
  const timelines = await timelinesAmong(db, distinct(rows.map(({ caseId }) => caseId)));
  const histories = await unionHistories(db, distinct(rows.map(({ unionId }) => unionId)));
  const unions = new Map([...histories].map(([unionId, history]) => [unionId, foldUnion(unionId, history)]));
  const views = new Map<string, EngagementView>();
  for (const [caseId, own] of timelines) {
    for (const engagement of engagementsAt(caseAfter(caseId, eventsIn(own))!, unions)) {
      views.set(`${caseId} ${engagement.unionId}`, engagementViewOf(engagement, engagement, asOf));
    }
  }
  return ({ caseId, unionId }) => views.get(`${caseId} ${unionId}`)!;
}

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
