import type { DataSource, EntityManager } from 'typeorm';
import { readServing, type Served } from '#projections';
import { PROJECTIONS } from './projections/index.js';

/** Where queries read: the database, and which versions, by projection, in place of those that serve. */
export interface Source {
  readonly dataSource: DataSource;
  readonly versions: Readonly<Record<string, number>>;
}

const NAMES = PROJECTIONS.map(({ name }) => name);

/** Reads the tables that serve at its beginning, from one snapshot. @throws NotServed for a version that is not there */
export function reading<Result>(
  { dataSource, versions }: Source,
  read: (snapshot: EntityManager, served: ReadonlyMap<string, Served>) => Promise<Result>,
): Promise<Result> {
  return dataSource.transaction('REPEATABLE READ', async (snapshot) =>
    read(snapshot, await readServing((text, values) => snapshot.query<Served[]>(text, values), NAMES, versions)),
  );
}
