import type { EntityManager } from 'typeorm';
import type { Instant } from '#time';
import { existsFrom, foldUnion, type UnionState } from '#unions';
import { UnionEntity } from '../entities/union.entity.js';
import type { Frame } from '../reports/frame.js';
import { unionsAt } from '../reports/unions-at.js';
import { searchText, sortKey } from '../views/union-names.js';
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

/** The same of the directory as a frame knows it. */
export async function findUnionsAt(db: EntityManager, frame: Frame, query: UnionQuery): Promise<PageOf<UnionView>> {
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, ['string', 'uuid']);
  const listed = [...(await unionsAt(db, frame)).values()]
    .filter((state) => existsFrom(state) <= query.asOf)
    .map((state) => ({ key: [sortKey(state), state.unionId] as const, state, view: unionView(state, query.asOf) }))
    .filter(({ state, view }) => meets(state, view, query))
    .filter(({ key }) => !after || compareKeys(key, after as [string, string]) > 0)
    .sort((a, b) => compareKeys(a.key, b.key));
  return pageOf(
    listed.slice(0, query.limit + 1),
    query.limit,
    ({ key }) => key,
    ({ view }) => view,
  );
}

function meets(state: UnionState, { level, sector, region }: UnionView, query: UnionQuery): boolean {
  return (
    (!query.level || level === query.level) &&
    (!query.sector || sector === query.sector) &&
    (!query.region || region?.startsWith(query.region) === true) &&
    (!query.q || searchText(state).includes(query.q.toLowerCase()))
  );
}

/** As the tables order them: by the bytes of their names. */
function compareKeys(a: readonly [string, string], b: readonly [string, string]): number {
  return Buffer.compare(Buffer.from(a[0]), Buffer.from(b[0])) || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0);
}

/** The union as a frame knows it; undefined when it did not know of it, or it did not exist yet. */
export async function getUnionAt(db: EntityManager, frame: Frame, unionId: string): Promise<UnionView | undefined> {
  const state = (await unionsAt(db, frame, [unionId])).get(unionId);
  return state && existsFrom(state) <= frame.asOf ? unionView(state, frame.asOf) : undefined;
}

/** The union as it was; undefined when it is not in the directory, or did not exist yet. */
export async function getUnion(db: EntityManager, unionId: string, asOf: Instant): Promise<UnionView | undefined> {
  const row = await db.getRepository(UnionEntity).findOneBy({ unionId });
  const state = row && foldUnion(unionId, row.history);
  return state && existsFrom(state) <= asOf ? unionView(state, asOf) : undefined;
}
