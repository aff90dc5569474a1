import type { DataSource, EntityManager } from 'typeorm';
import { sleep } from '#postgres';
import { readServing, type Served } from '#projections';
import { PROJECTIONS } from './projections/index.js';

/** Where queries read: the database, and which versions, by projection, in place of those that serve. */
export interface Source {
  readonly dataSource: DataSource;
  readonly versions: Readonly<Record<string, number>>;
}

const NAMES = PROJECTIONS.map(({ name }) => name);

/** The tables are filled for the first time, and nothing served before. */
export class StillBuilding extends Error {
  constructor(readonly projection: string) {
    super(`the tables of ${projection} are being filled for the first time`);
    this.name = 'StillBuilding';
  }
}

/** How long a query waits for tables that are being filled, and how often it looks. */
const PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 50;

/**
 * Reads the tables that serve at its beginning, from one snapshot.
 * @throws NotServed for a version that is not there, StillBuilding
 */
export async function reading<Result>(
  source: Source,
  read: (snapshot: EntityManager, served: ReadonlyMap<string, Served>) => Promise<Result>,
): Promise<Result> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await readingNow(source, read);
    } catch (error) {
      if (!(error instanceof StillBuilding) || performance.now() > until) throw error;
      await sleep(LOOK_EVERY_MS);
    }
  }
}

function readingNow<Result>(
  { dataSource, versions }: Source,
  read: (snapshot: EntityManager, served: ReadonlyMap<string, Served>) => Promise<Result>,
): Promise<Result> {
  return dataSource.transaction('REPEATABLE READ', async (snapshot) => {
    const query = (text: string, values: unknown[]) => snapshot.query<Served[]>(text, values);
    const served = await readServing(query, NAMES, versions);
    const building = [...served.values()].find(({ booted }) => !booted);
    if (building) throw new StillBuilding(building.name);
    return read(snapshot, served);
  });
}
