import type { ClientBase } from 'pg';

/** One filling of a version's tables, which are in a schema of their own: a rebuild is another, beside it. */
export interface Build {
  readonly name: string;
  readonly version: number;
  /** Counted from 1 within the version. */
  readonly build: number;
  readonly schema: string;
}

/** What finds the row of a build, given `buildKey` as the first parameters. */
export const THIS_BUILD = 'WHERE name = $1 AND version = $2 AND build = $3';

export function buildKey({ name, version, build }: Omit<Build, 'schema'>): [string, number, number] {
  return [name, version, build];
}

/** Tells builds apart in memory. */
export function buildId({ name, version, build }: Omit<Build, 'schema'>): string {
  return `${name} ${version}.${build}`;
}

/** Fits an identifier of PostgreSQL with room for version and build, unquoted. */
const NAME = /^[a-z][a-z0-9_-]{0,39}$/;

/** `cases_3`, and `cases_3_b2` where version 3 is built for the second time. @throws RangeError for a name that fits none */
export function schemaOf({ name, version, build }: Omit<Build, 'schema'>): string {
  if (!NAME.test(name)) throw new RangeError(`a projection cannot be called "${name}": ${NAME.source}`);
  return `${name.replaceAll('-', '_')}_${version}${build > 1 ? `_b${build}` : ''}`;
}

/** Whether one build is of a later version than another, or the later one of the same. */
export function isLater(one: Omit<Build, 'schema'>, other: Omit<Build, 'schema'>): boolean {
  return one.version > other.version || (one.version === other.version && one.build > other.build);
}

/** Until the end of the transaction nobody else begins, activates or retires a build of the projection. */
export async function lockBuilds(tx: ClientBase, name: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('recourse builds of ' || $1, 0))`, [name]);
}
