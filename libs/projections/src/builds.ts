import type { ClientBase } from 'pg';
import { inTransaction } from '#postgres';
import { buildKey, lockBuilds, schemaOf, THIS_BUILD, type Build } from './build.js';
import { Retired, SchemaTaken, StillActive, UnknownVersion } from './errors.js';
import { failureMessage } from './failure-message.js';
import { isPassing } from './passing.js';
import type { Projection } from './projection.js';
import { READERS_LOCK } from './serving.js';
import type { Failure, ProjectionState } from './state.js';

/**
 * Gives each version that has none its first build. One that is older than what serves is retired from the start; one
 * whose tables cannot be made stands as failed, and keeps nobody from anything.
 */
export async function register(client: ClientBase, projections: readonly Projection[]): Promise<void> {
  for (const projection of projections) {
    if (await isKnown(client, projection)) continue;
    await inTransaction(client, async () => {
      await lockBuilds(client, projection.name);
      if (!(await isKnown(client, projection))) await registerOne(client, projection);
    });
  }
}

async function isKnown(client: ClientBase, { name, version }: Projection): Promise<boolean> {
  const text = 'SELECT FROM projections.projections WHERE name = $1 AND version = $2';
  return (await client.query(text, [name, version])).rowCount! > 0;
}

async function registerOne(tx: ClientBase, projection: Projection): Promise<void> {
  if (await servesLater(tx, projection)) {
    const text = `INSERT INTO projections.projections (name, version, state) VALUES ($1, $2, 'retired')`;
    await tx.query(text, [projection.name, projection.version]);
    return;
  }
  const build = await addBuild(tx, projection, 'booting');
  await tx.query('SAVEPOINT before_tables');
  try {
    await createTables(tx, projection, build);
  } catch (error) {
    if (isPassing(error)) throw error;
    await tx.query('ROLLBACK TO before_tables');
    const message = failureMessage(error);
    const failure: Failure = { eventId: null, type: null, position: null, message, at: new Date().toISOString() };
    const text = `UPDATE projections.projections SET state = 'failed', failure = $4 ${THIS_BUILD}`;
    await tx.query(text, [...buildKey(build), JSON.stringify(failure)]);
  }
}

async function servesLater(tx: ClientBase, { name, version }: Projection): Promise<boolean> {
  const text = 'SELECT FROM projections.projections WHERE name = $1 AND version > $2 AND active';
  return (await tx.query(text, [name, version])).rowCount! > 0;
}

/**
 * Begins a version anew with empty tables beside what serves; what was begun before and does not serve is given up.
 * @throws Retired when a later version serves; SchemaTaken; whatever keeps the tables from being made
 */
export async function beginAnew(tx: ClientBase, projection: Projection, state: ProjectionState): Promise<void> {
  const { name, version } = projection;
  if (await servesLater(tx, projection)) throw new Retired(name, version);
  const givenUp = 'name = $1 AND version = $2 AND NOT active';
  await tx.query(`${RETIRE} WHERE ${givenUp} AND state <> 'retired'`, [name, version]);
  await createTables(tx, projection, await addBuild(tx, projection, state));
}

const RETIRE = `UPDATE projections.projections SET state = 'retired', active = false, failure = NULL, updated_at = now()`;

/** Serves at once where nothing else does: there is nothing to wait for. */
async function addBuild(tx: ClientBase, projection: Projection, state: ProjectionState): Promise<Build> {
  const { name, version } = projection;
  // Tables from before there were builds are found by no query.
  await tx.query(`${RETIRE} WHERE name = $1 AND active AND schema IS NULL`, [name]);
  const { rows } = await tx.query<{ build: number }>(
    `SELECT coalesce(max(build), 0) + 1 AS build FROM projections.projections WHERE name = $1 AND version = $2`,
    [name, version],
  );
  const { build } = rows[0]!;
  const schema = schemaOf({ name, version, build });
  await tx.query(
    `INSERT INTO projections.projections (name, version, build, state, schema, active)
     VALUES ($1, $2, $3, $4, $5, NOT EXISTS (SELECT FROM projections.projections WHERE name = $1 AND active))`,
    [name, version, build, state, schema],
  );
  return { name, version, build, schema };
}

/** @throws SchemaTaken, and what keeps the tables from being made */
export async function createTables(tx: ClientBase, projection: Projection, { schema }: Build): Promise<void> {
  const { rowCount } = await tx.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema]);
  if (rowCount! > 0) throw new SchemaTaken(schema);
  await tx.query(`CREATE SCHEMA ${schema}; SET LOCAL search_path TO ${schema}`);
  await projection.create(tx);
  await tx.query('SET LOCAL search_path TO DEFAULT');
}

/** Whether the tables of a build were made. */
export async function hasTables(tx: ClientBase, { schema }: Build): Promise<boolean> {
  return (await tx.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema])).rowCount! > 0;
}

/** Ends a version that does not serve. @throws UnknownVersion, StillActive, Retired */
export async function retire(tx: ClientBase, name: string, version: number): Promise<void> {
  const found = 'SELECT state, active FROM projections.projections WHERE name = $1 AND version = $2';
  const { rows } = await tx.query<{ state: ProjectionState; active: boolean }>(found, [name, version]);
  if (rows.length === 0) throw new UnknownVersion(name, version);
  if (rows.some(({ active }) => active)) throw new StillActive(name, version, rows[0]!.state);
  if (rows.every(({ state }) => state === 'retired')) throw new Retired(name, version);
  await tx.query(`${RETIRE} WHERE name = $1 AND version = $2`, [name, version]);
}

/** How long nobody may have begun to read what is dropped: between finding a build and its lock lies a moment. */
const UNREAD_MS = 10_000;

/**
 * Drops the tables of retired builds that nobody reads; those that are read are dropped another time. Of a version that
 * goes on in another build nothing is kept.
 * @param unreadMs how long ago they were retired, at least
 */
export async function dropRetired(client: ClientBase, unreadMs = UNREAD_MS): Promise<void> {
  const { rows } = await client.query<Omit<Build, 'schema'>>(
    `SELECT name, version, build FROM projections.projections p
     WHERE state = 'retired' AND updated_at <= now() - $1 * interval '1 ms' AND (schema IS NOT NULL OR ${GOES_ON})`,
    [unreadMs],
  );
  for (const build of rows) await dropUnread(client, build);
}

const GOES_ON = `EXISTS (
  SELECT FROM projections.projections o WHERE o.name = p.name AND o.version = p.version AND o.state <> 'retired')`;

async function dropUnread(client: ClientBase, build: Omit<Build, 'schema'>): Promise<void> {
  try {
    await inTransaction(client, async () => {
      await lockBuilds(client, build.name);
      const lock = `SELECT schema, pg_try_advisory_xact_lock(${READERS_LOCK}) AS unread FROM projections.projections`;
      const { rows } = await client.query<{ schema: string | null; unread: boolean | null }>(
        `${lock} ${THIS_BUILD} AND state = 'retired'`,
        buildKey(build),
      );
      if (!rows[0] || rows[0].unread === false) return;
      const { schema } = rows[0];
      // Somebody may read them in another way, and whoever comes then would wait for him and us.
      if (schema !== null) await client.query(`SET LOCAL lock_timeout = '1s'; DROP SCHEMA IF EXISTS ${schema} CASCADE`);
      await client.query(`UPDATE projections.projections SET schema = NULL ${THIS_BUILD}`, buildKey(build));
      await client.query(`DELETE FROM projections.projections p ${THIS_BUILD} AND ${GOES_ON}`, buildKey(build));
    });
  } catch (error) {
    if (!isPassing(error)) throw error;
  }
}
