import type { EntityManager } from 'typeorm';
import type { Instant } from '#time';
import { existsFrom, foldUnion } from '#unions';
import { UnionEntity } from '../entities/union.entity.js';
import { unionView, type UnionView } from '../views/union-view.js';
import { escapeLike } from './find-cases.js';
import { decodeCursor, pageOf, type PageOf } from './page.js';

export interface UnionQuery {
  /** Part of any name or alias, old or new, zh or en. */
  readonly q?: string;
  readonly level?: string;
  readonly sector?: string;
  /** A region code, or the leading digits of one. */
  readonly region?: string;
  /** The unions that existed then, as they were: all conditions but `q` are about that time. */
  readonly asOf: Instant;
  readonly cursor?: string;
  readonly limit: number;
}

/** By name. */
export async function findUnions(db: EntityManager, query: UnionQuery): Promise<PageOf<UnionView>> {
  const found = db.getRepository(UnionEntity).createQueryBuilder('u').where('u.level_since[1] <= :asOf', query);
  if (query.level) found.andWhere('u.levels[width_bucket(:asOf::bigint, u.level_since)] = :level', query);
  if (query.sector) found.andWhere('u.sector = :sector', query);
  if (query.region) found.andWhere('starts_with(u.region, :region)', query);
  if (query.q) found.andWhere(`u.search LIKE '%' || :q || '%'`, { q: escapeLike(query.q.toLowerCase()) });
  if (query.cursor !== undefined) {
    const [name, id] = decodeCursor(query.cursor, ['string', 'uuid']);
    found.andWhere('(u.sort_key, u.union_id) > (:name, :id)', { name, id });
  }
  const rows = await found
    .orderBy('u.sort_key')
    .addOrderBy('u.union_id')
    .take(query.limit + 1)
    .getMany();
  return pageOf(
    rows,
    query.limit,
    (row) => [row.sortKey, row.unionId],
    (row) => unionView(foldUnion(row.unionId, row.history), query.asOf),
  );
}

/** The union as it was; undefined when it is not in the directory, or did not exist yet. */
export async function getUnion(db: EntityManager, unionId: string, asOf: Instant): Promise<UnionView | undefined> {
  const row = await db.getRepository(UnionEntity).findOneBy({ unionId });
  const state = row && foldUnion(unionId, row.history);
  return state && existsFrom(state) <= asOf ? unionView(state, asOf) : undefined;
}
