import type { DataSource, EntityManager } from 'typeorm';
import { sleep } from '#postgres';
import { isLive, NotServed, readServing, type ProjectionState, type Served } from '#projections';
import { NotReadable, pinText, type Pin } from './pin.js';
import { PROJECTIONS } from './projections/index.js';
import { unreadableColumn } from './readable.js';

/** Where queries read. */
export interface Source {
  readonly dataSource: DataSource;
  readonly pin: Pin;
}

const NAMES = PROJECTIONS.map(({ name }) => name);

/** The tables are filled for the first time, and nothing served before. */
export class StillBuilding extends Error {
  constructor(
    readonly projection: string,
    readonly state: ProjectionState,
  ) {
    super(`the tables of ${projection} are being filled for the first time`);
    this.name = 'StillBuilding';
  }

  /** Whether it goes no further until somebody looks after it. */
  get stopped(): boolean {
    return !isLive(this.state);
  }
}

/** How long a query waits for tables that are being filled, and how often it looks. */
const PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 50;

/**
 * Reads the tables that serve at its beginning, or are pinned, from one snapshot.
 * @throws NotServed, StillBuilding, NotReadable
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
      if (!(error instanceof StillBuilding) || error.stopped || performance.now() > until) throw error;
      await sleep(LOOK_EVERY_MS);
    }
  }
}

function readingNow<Result>(
  { dataSource, pin }: Source,
  read: (snapshot: EntityManager, served: ReadonlyMap<string, Served>) => Promise<Result>,
): Promise<Result> {
  return inSnapshot(dataSource, async (snapshot) => {
    const served = await serving(snapshot, pin);
    const building = [...served.values()].find(({ bootedAt }) => bootedAt === null);
    if (building) throw new StillBuilding(building.name, building.state);
    return read(snapshot, served);
  });
}

/** TypeORM begins a transaction with two statements, which every query of a user would wait for. */
async function inSnapshot<Result>(
  dataSource: DataSource,
  read: (snapshot: EntityManager) => Promise<Result>,
): Promise<Result> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('START TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const result = await read(runner.manager);
    await runner.query('COMMIT');
    return result;
  } catch (error) {
    // Where the connection is lost there is nothing to roll back, and the error says so.
    await runner.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}

async function serving(snapshot: EntityManager, pin: Pin): Promise<ReadonlyMap<string, Served>> {
  const pinned = pinText(pin);
  const query = (text: string, values: unknown[]) => snapshot.query<Served[]>(text, values);
  const served = await readServing(query, NAMES, pin).catch((error: unknown) => {
    if (!(error instanceof NotServed) || error.version === undefined) throw error;
    throw new NotReadable(`${error.projection}:${error.version}`, 'it is retired, or was never built here');
  });
  if (pinned === undefined) return served;
  for (const { name, version, bootedAt, state } of served.values()) {
    if (name in pin && bootedAt === null)
      throw new NotReadable(`${name}:${version}`, `it is not complete yet (${state})`);
  }
  const column = await unreadableColumn(snapshot);
  if (column) throw new NotReadable(pinned, `its tables have no ${column} as this program reads it`);
  return served;
}
