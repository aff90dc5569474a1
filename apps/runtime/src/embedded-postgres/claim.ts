import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataDirectoryInUse } from './errors.js';
import { identityOf } from './processes.js';

/** What server.json says: who owns the data directory, and the server's port once it answers. */
export interface Owner {
  readonly pid: number;
  readonly identity: string;
  readonly port?: number;
}

const fileOf = (dataDir: string) => join(dataDir, 'server.json');

/** The living owner of a data directory, if any. */
export async function livingOwner(dataDir: string): Promise<Owner | undefined> {
  return aliveIn(fileOf(dataDir));
}

/** True when the directory has an owner and that owner is dead. */
export async function isAbandoned(dataDir: string): Promise<boolean> {
  const owner = await read(fileOf(dataDir));
  return owner !== undefined && !(await isAlive(owner));
}

/** This process's hold on a data directory: a file that names it, believed for as long as the process lives. */
export class Claim {
  private constructor(
    private readonly dataDir: string,
    private readonly owner: Owner,
  ) {}

  /** @throws DataDirectoryInUse when a living process holds it. */
  static async take(dataDir: string): Promise<Claim> {
    const identity = await identityOf(process.pid);
    const owner = { pid: process.pid, identity: identity ?? 'unknown' };
    await take(dataDir, fileOf(dataDir), owner);
    return new Claim(dataDir, owner);
  }

  /** Says on which port the server answers. */
  async publish(port: number): Promise<void> {
    await rename(await draft(this.dataDir, { ...this.owner, port }), fileOf(this.dataDir));
  }

  async release(): Promise<void> {
    await rm(fileOf(this.dataDir), { force: true });
  }
}

/**
 * Creates the file, or takes it over from the dead. Taking over happens under a second file of the same kind, since of
 * two processes that both saw a dead owner the slower one would otherwise throw out the faster.
 */
async function take(dataDir: string, file: string, owner: Owner): Promise<void> {
  if (await createExclusively(dataDir, file, owner)) return;
  await refuseIfAlive(dataDir, file);
  const turn = `${file}.takeover`;
  await take(dataDir, turn, owner);
  try {
    await refuseIfAlive(dataDir, file);
    if ((await read(file)) !== undefined) await rename(await draft(dataDir, owner), file);
    else if (!(await createExclusively(dataDir, file, owner))) await refuseIfAlive(dataDir, file);
  } finally {
    await rm(turn, { force: true });
  }
}

async function refuseIfAlive(dataDir: string, file: string): Promise<void> {
  const owner = await aliveIn(file);
  if (owner) throw new DataDirectoryInUse(dataDir, owner.pid);
}

/** A link appears whole or not at all, and never replaces what is there. */
async function createExclusively(dataDir: string, file: string, owner: Owner): Promise<boolean> {
  const drafted = await draft(dataDir, owner);
  try {
    await link(drafted, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(drafted);
  }
}

async function draft(dataDir: string, owner: Owner): Promise<string> {
  const file = join(dataDir, `server.json.${randomUUID()}`);
  await writeFile(file, `${JSON.stringify(owner)}\n`, { mode: 0o600 });
  return file;
}

async function aliveIn(file: string): Promise<Owner | undefined> {
  const owner = await read(file);
  return owner && (await isAlive(owner)) ? owner : undefined;
}

async function isAlive(owner: Owner): Promise<boolean> {
  return (await identityOf(owner.pid)) === owner.identity;
}

async function read(file: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Owner;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
