import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DataDirectoryInUse, EmbeddedPostgres, UnusablePath } from '../index.js';

const BUILT = new URL('../../../../dist/apps/runtime/src/index.js', import.meta.url).href;
const itAsRoot = process.getuid?.() === 0 ? it : it.skip;

let parent: string;
let dataDir: string;
let children: ChildProcess[] = [];

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'recourse-spec-'));
  await chmod(parent, 0o711);
  // Nothing in a path may be special to a shell on the way.
  dataDir = join(parent, `it's a $HOME "dir"`);
  await (await EmbeddedPostgres.open(dataDir)).close();
});

afterEach(async () => {
  for (const child of children) await killHard(child);
  children = [];
  if (existsSync(join(dataDir, 'server.json'))) await (await EmbeddedPostgres.open(dataDir)).close();
});

afterAll(() => rm(parent, { recursive: true, force: true }));

describe('an embedded PostgreSQL', () => {
  it('is durable, keeps UTF-8 and does not depend on the machine, wherever it lies', async () => {
    const server = await EmbeddedPostgres.open(dataDir);
    const shown = async (name: string) =>
      (await query<Record<string, string>>(server.databaseUrl, `SHOW ${name}`))[0]?.[name];

    expect(await shown('server_version')).toMatch(/^18\./);
    expect(await shown('server_encoding')).toBe('UTF8');
    for (const name of ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums']) {
      expect([name, await shown(name)]).toEqual([name, 'on']);
    }
    expect(await shown('TimeZone')).toBe('UTC');
    expect(await shown('listen_addresses')).toBe('127.0.0.1');
    const [collation] = await query(
      server.databaseUrl,
      'SELECT datlocprovider, datlocale FROM pg_database WHERE datname = current_database()',
    );
    expect(collation).toEqual({ datlocprovider: 'b', datlocale: 'C.UTF-8' });
    await server.close();
  });

  it('lets nobody in without the password, which only its owner can read', async () => {
    const server = await EmbeddedPostgres.open(dataDir);
    const url = new URL(server.databaseUrl);
    url.password = 'guessed';

    await expect(query(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    for (const file of ['password', 'server.json']) {
      expect((await stat(join(dataDir, file))).mode & 0o077).toBe(0);
    }
    await server.close();
  });

  it('keeps its data when it is stopped, killed or opened again', async () => {
    const server = await EmbeddedPostgres.open(dataDir);
    await query(server.databaseUrl, 'CREATE TABLE kept (word text)');
    await query(server.databaseUrl, `INSERT INTO kept VALUES ('first')`);
    await server.restart();
    await query(server.databaseUrl, `INSERT INTO kept VALUES ('second')`);
    await server.kill();
    await expect(query(server.databaseUrl, 'SELECT 1')).rejects.toThrow();
    await server.start();
    await server.close();

    const again = await EmbeddedPostgres.open(dataDir);
    expect(await query(again.databaseUrl, 'SELECT word FROM kept')).toEqual([{ word: 'first' }, { word: 'second' }]);
    await again.close();
  });

  it('comes back by itself when it is killed while it is to keep running', async () => {
    const server = await EmbeddedPostgres.open(dataDir);
    const warned: string[] = [];
    server.keepRunning({ warn: (_details, message) => warned.push(message) });
    await server.kill();

    const answers = () =>
      query(server.databaseUrl, 'SELECT 1').then(
        () => true,
        () => false,
      );
    while (!(await answers())) await sleep(50);
    expect(warned).toEqual(['the embedded PostgreSQL is gone: starting it again']);
    await server.close();
    expect(await answers()).toBe(false);
  });

  it('copies no row into its log when a statement fails', async () => {
    const server = await EmbeddedPostgres.open(dataDir);
    await query(server.databaseUrl, 'CREATE TABLE people (name text PRIMARY KEY)');
    await query(server.databaseUrl, `INSERT INTO people VALUES ('Zhang San')`);
    await expect(query(server.databaseUrl, `INSERT INTO people VALUES ('Zhang San')`)).rejects.toThrow('duplicate key');

    const log = await readFile(join(dataDir, 'postgres', 'server.log'), 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('Zhang San');
    await server.close();
  });
});

describe('a data directory', () => {
  it('has one owner, who is named to any other', async () => {
    const owner = await spawnOwner(dataDir);

    const second = EmbeddedPostgres.open(dataDir);
    await expect(second).rejects.toBeInstanceOf(DataDirectoryInUse);
    await expect(second).rejects.toMatchObject({
      pid: owner.pid,
      message: expect.stringContaining(`process ${owner.pid}`),
    });
  });

  it('goes to the next process when its owner was killed, and the server left behind is stopped', async () => {
    const owner = await spawnOwner(dataDir);
    await query(owner.url, 'CREATE TABLE left_behind AS SELECT 1 AS one');
    const orphan = new pg.Client({ connectionString: owner.url });
    orphan.on('error', () => undefined);
    await orphan.connect();
    await killHard(owner.process);
    await expect(orphan.query('SELECT 1')).resolves.toBeDefined();

    const server = await EmbeddedPostgres.open(dataDir);
    await expect(orphan.query('SELECT 1')).rejects.toThrow();
    expect(await query(server.databaseUrl, 'SELECT one FROM left_behind')).toEqual([{ one: 1 }]);
    await orphan.end().catch(() => undefined);
    await server.close();
  });

  it('is left in order by an owner that ends without closing it', async () => {
    const owner = await spawnOwner(dataDir, `process.on('SIGTERM', () => process.exit(1))`);
    owner.process.kill('SIGTERM');
    const log = () => readFile(join(dataDir, 'postgres', 'server.log'), 'utf8');
    while (!(await log()).includes('database system is shut down')) await sleep(20);
    await expect(query(owner.url, 'SELECT 1')).rejects.toThrow();
  });

  it('goes to one only of several processes that find its owner dead at the same time', async () => {
    await killHard((await spawnOwner(dataDir)).process);

    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => spawnOwner(dataDir)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(String(outcome.reason)).toContain('DataDirectoryInUse');
    }
  });

  it('is none the worse for an owner killed while it was being created', async () => {
    const fresh = join(parent, 'fresh');
    const owner = spawnScript(`await EmbeddedPostgres.open(process.argv[1])`, fresh);
    const isDraft = (name: string) => name.startsWith('postgres.draft-');
    while (!existsSync(fresh) || !(await readdir(fresh)).some(isDraft)) await sleep(5);
    await killHard(owner);

    const server = await EmbeddedPostgres.open(fresh);
    expect(await query(server.databaseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect((await readdir(fresh)).filter(isDraft)).toEqual([]);
    await server.close();
  });

  it('starts though its last server left a process number that belongs to a stranger now', async () => {
    // Of the same user, since PostgreSQL knows that a stranger's number is not its own.
    const { uid, gid } = await stat(join(dataDir, 'postgres'));
    const stranger = spawn('sleep', ['600'], { uid, gid, stdio: 'ignore' });
    children.push(stranger);
    const stale = [stranger.pid, join(dataDir, 'postgres'), 1, 1, '', '127.0.0.1', '1 1', 'ready'].join('\n');
    await writeFile(join(dataDir, 'postgres', 'postmaster.pid'), `${stale}\n`);

    const server = await EmbeddedPostgres.open(dataDir);
    expect(await query(server.databaseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.close();
    expect(stranger.signalCode).toBeNull();
  });

  itAsRoot('serves though the unprivileged user cannot enter it, and is stopped when left behind there', async () => {
    const closed = join(parent, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const owner = await spawnOwner(join(closed, 'data'));
    await query(owner.url, 'CREATE TABLE kept AS SELECT 1 AS one');
    await killHard(owner.process);

    const server = await EmbeddedPostgres.open(join(closed, 'data'));
    await expect(query(owner.url, 'SELECT 1')).rejects.toThrow();
    await server.restart();
    expect(await query(server.databaseUrl, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
    await server.close();
  });

  it.each(['file', 'file/below'])('is refused when it is a %s', async (name) => {
    await writeFile(join(parent, 'file'), '');
    await expect(EmbeddedPostgres.open(join(parent, name))).rejects.toBeInstanceOf(UnusablePath);
  });

  it('is refused where there can be none', async () => {
    const attempt = EmbeddedPostgres.open('/proc/nowhere/below');
    await expect(attempt).rejects.toMatchObject({
      name: 'UnusablePath',
      message: expect.stringContaining('set DATA_DIR'),
    });
  });
});

describe('attaching', () => {
  it('uses the server of the owner, even one that is still starting, and leaves it running', async () => {
    const starting = spawnOwner(dataDir);
    while (!existsSync(join(dataDir, 'server.json'))) await sleep(5);

    const attached = await EmbeddedPostgres.attach(dataDir);
    expect(attached.databaseUrl).toBe((await starting).url);
    await attached.close();
    expect(await query(attached.databaseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('starts the server when nobody owns it, and stops it in the end', async () => {
    const attached = await EmbeddedPostgres.attach(dataDir);
    expect(await query(attached.databaseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await attached.close();
    await expect(query(attached.databaseUrl, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });
});

describe('signals', () => {
  it('of the terminal end the owner and not the server beneath it', async () => {
    const owner = await spawnOwner(dataDir, `process.on('SIGINT', () => console.log('interrupted'))`);
    process.kill(-owner.pid, 'SIGINT');
    await owner.line('interrupted');
    expect(await query(owner.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('a temporary cluster', () => {
  it('of a killed run is cleared away by the next', async () => {
    const script = `console.log((await EmbeddedPostgres.startTemporary({ settings: { fsync: 'off' } })).dataDir)`;
    const child = spawnScript(`${script}; setInterval(() => {}, 1000)`, parent);
    const dataDir = await firstLine(child);
    await killHard(child);
    expect(existsSync(dataDir)).toBe(true);

    const next = await EmbeddedPostgres.startTemporary({ settings: { fsync: 'off' } });
    expect(existsSync(dataDir)).toBe(false);
    await next.remove();
    expect(existsSync(next.dataDir)).toBe(false);
  });
});

interface Owner {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly url: string;
  line(text: string): Promise<void>;
}

/** Another process that opens the data directory and keeps it. */
async function spawnOwner(dataDir: string, more = ''): Promise<Owner> {
  const child = spawnScript(
    `const server = await EmbeddedPostgres.open(process.argv[1]);
     ${more};
     console.log(server.databaseUrl);
     setInterval(() => {}, 1000);`,
    dataDir,
  );
  const url = await firstLine(child);
  return { process: child, pid: child.pid!, url, line: (text) => untilLine(child, text) };
}

function spawnScript(script: string, ...args: string[]): ChildProcess {
  const source = `import { EmbeddedPostgres } from ${JSON.stringify(BUILT)};\n${script}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source, ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

async function firstLine(child: ChildProcess): Promise<string> {
  let complaint = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const line = once(createInterface(child.stdout!), 'line') as Promise<[string]>;
  const end = once(child, 'close').then(() => Promise.reject(new Error(complaint)));
  end.catch(() => undefined);
  return (await Promise.race([line, end]))[0];
}

async function untilLine(child: ChildProcess, text: string): Promise<void> {
  for await (const line of createInterface(child.stdout!)) if (line === text) return;
}

async function killHard(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'exit');
  child.kill('SIGKILL');
  await closed;
}

async function query<Row>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(statement)).rows as Row[];
  } finally {
    await client.end().catch(() => undefined);
  }
}
