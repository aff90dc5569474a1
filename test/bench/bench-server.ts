import pg from 'pg';
import { EmbeddedPostgres } from '../../apps/runtime/src/index.js';

/** A PostgreSQL of the bench's own, with the settings of the product's default, fsync included. */
export class BenchServer {
  private databases = 0;

  private constructor(private readonly postgres: EmbeddedPostgres) {}

  static async start(): Promise<BenchServer> {
    return new BenchServer(await EmbeddedPostgres.startTemporary());
  }

  get adminUrl(): string {
    return this.postgres.adminUrl;
  }

  /** Runs `work` with an empty database, which is gone afterwards. */
  async withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
    const name = `bench_${++this.databases}`;
    await this.administer(`CREATE DATABASE ${name}`);
    try {
      const url = new URL(this.postgres.adminUrl);
      url.pathname = `/${name}`;
      return await work(url.href);
    } finally {
      await this.administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    }
  }

  remove(): Promise<void> {
    return this.postgres.remove();
  }

  private async administer(statement: string): Promise<void> {
    await query(this.postgres.adminUrl, statement);
  }
}

/** Asks one question on a connection of its own. */
export async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Brings tables to where a server that has run for a while has them: statistics known, no dead rows, nothing unflushed. */
export async function settleTables(url: string): Promise<void> {
  await query(url, 'VACUUM ANALYZE');
  await query(url, 'CHECKPOINT');
}
