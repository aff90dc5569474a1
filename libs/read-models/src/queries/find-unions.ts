import type { DataSource } from 'typeorm';
import type { Instant } from '#time';
import { foldUnion } from '#unions';
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
  /** Show each union as it was then; the conditions hold for the union as it is now. */
  readonly asOf: Instant;
  readonly cursor?: string;
  readonly limit: number;
}

/** By name. */
export async function findUnions(db: DataSource, query: UnionQuery): Promise<PageOf<UnionView>> {
  const found = db.getRepository(UnionEntity).createQueryBuilder('u');
  if (query.level) found.andWhere('u.level = :level', query);
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

export async function getUnion(db: DataSource, unionId: string, asOf: Instant): Promise<UnionView | undefined> {
  const row = await db.getRepository(UnionEntity).findOneBy({ unionId });
  return row ? unionView(foldUnion(unionId, row.history), asOf) : undefined;
}
