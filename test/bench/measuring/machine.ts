import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import pg from 'pg';

/** PostgreSQL settings that decide how fast it is. */
const SETTINGS = [
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'wal_level',
  'wal_sync_method',
  'shared_buffers',
  'max_wal_size',
  'jit',
];

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  /** Over the minute before the run: other work on the machine. */
  readonly load: number;
  readonly node: string;
  readonly postgres: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Which one, and how it was used; null when there was none. */
  readonly kurrentDb: string | null;
  readonly date: string;
  /** Null outside a repository. */
  readonly commit: string | null;
}

export async function machine(postgresUrl: string): Promise<Omit<Machine, 'kurrentDb'>> {
  const { version, settings } = await askPostgres(postgresUrl);
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    load: loadavg()[0]!,
    node: process.version,
    postgres: version,
    settings,
    date: new Date().toISOString(),
    commit: commit(),
  };
}

async function askPostgres(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; value: string }>(
      'SELECT name, current_setting(name) AS value FROM pg_settings WHERE name = ANY ($1)',
      [['server_version', ...SETTINGS]],
    );
    const { server_version: version, ...settings } = Object.fromEntries(rows.map(({ name, value }) => [name, value]));
    return { version: version!, settings };
  } finally {
    await client.end();
  }
}

function commit(): string | null {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty', '--abbrev=12'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}
