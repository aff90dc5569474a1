import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataDirectoryInUse, EmbeddedPostgres } from '../../apps/runtime/src/index.js';
import { until } from './until.js';

/** Passed through by PostgreSQL's unprivileged user, who has nothing to list here. */
const MODE = 0o711;

/** A place for a service's own PostgreSQL; nothing is there yet. */
export class DataDirectory {
  private constructor(private readonly parent: string) {}

  static async create(): Promise<DataDirectory> {
    const parent = await mkdtemp(join(tmpdir(), 'recourse-service-'));
    await chmod(parent, MODE);
    return new DataDirectory(parent);
  }

  get path(): string {
    return join(this.parent, 'data');
  }

  /** PostgreSQL's log since its last start. */
  postgresLog(): Promise<string> {
    return readFile(join(this.path, 'postgres', 'server.log'), 'utf8');
  }

  /** Undefined when PostgreSQL has stopped in order. */
  async postgresPid(): Promise<number | undefined> {
    const text = await readFile(join(this.path, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '');
    return Number.parseInt(text, 10) || undefined;
  }

  async remove(): Promise<void> {
    // What a killed service has left running is stopped by whoever opens the directory next.
    if (await this.postgresPid()) await (await this.takeOver()).close();
    await rm(this.parent, { recursive: true, force: true });
  }

  /** A test that failed has left its service at work. */
  private takeOver(): Promise<EmbeddedPostgres> {
    return until('the directory', () =>
      EmbeddedPostgres.open(this.path).catch((error: unknown) => {
        if (error instanceof DataDirectoryInUse) process.kill(error.pid, 'SIGKILL');
        throw error;
      }),
    );
  }
}
