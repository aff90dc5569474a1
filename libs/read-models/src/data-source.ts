import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { impatientSocket } from '#postgres';
import { CaseEntity } from './entities/case.entity.js';
import { ClockCountEntity } from './entities/clock-count.entity.js';
import { EngagedUnionEntity } from './entities/engaged-union.entity.js';
import { EngagementEntity } from './entities/engagement.entity.js';
import { LevelCountEntity } from './entities/level-count.entity.js';
import { PublishedReportEntity } from './entities/published-report.entity.js';
import { TimelineEntity } from './entities/timeline.entity.js';
import { UnionEntity } from './entities/union.entity.js';
import { QueryTables1764000000000 } from './migrations/1764000000000-query-tables.js';
import { UnionsOverTime1764100000000 } from './migrations/1764100000000-unions-over-time.js';
import { CasesInFrames1764200000000 } from './migrations/1764200000000-cases-in-frames.js';
import { PublishedReports1764300000000 } from './migrations/1764300000000-published-reports.js';
import { CountedClocks1764400000000 } from './migrations/1764400000000-counted-clocks.js';
import { SCHEMA } from './schema.js';
import { SnakeCaseNames } from './snake-case-names.js';

export interface ReadModelOptions {
  /** A PostgreSQL URL. */
  readonly url: string;
  /** Connections at most, default 5. */
  readonly poolSize?: number;
  /** How long a query may go without a sign of the database, before it fails with ETIMEDOUT; ms, default 30,000. */
  readonly patience?: number;
}

const DEFAULT_POOL_SIZE = 5;
const DEFAULT_PATIENCE_MS = 30_000;

/** How long to wait for a connection, at most. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Keeps two processes that start together from migrating at the same time. */
const MIGRATION_LOCK = 7_236_881_204;

/** Connects and brings the query tables to the newest schema. */
export async function openDataSource({ url, poolSize, patience }: ReadModelOptions): Promise<DataSource> {
  // A migration may keep silent for as long as it takes.
  const migrating = await connect(url, 2, 0);
  await migrate(migrating).finally(() => migrating.destroy());
  return connect(url, poolSize ?? DEFAULT_POOL_SIZE, patience ?? DEFAULT_PATIENCE_MS);
}

function connect(url: string, poolSize: number, patience: number): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    schema: SCHEMA,
    poolSize,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    extra: { stream: () => impatientSocket(patience) },
    entities: [
      CaseEntity,
      ClockCountEntity,
      EngagedUnionEntity,
      EngagementEntity,
      LevelCountEntity,
      PublishedReportEntity,
      TimelineEntity,
      UnionEntity,
    ],
    migrations: [
      QueryTables1764000000000,
      UnionsOverTime1764100000000,
      CasesInFrames1764200000000,
      PublishedReports1764300000000,
      CountedClocks1764400000000,
    ],
    migrationsTransactionMode: 'all',
    namingStrategy: new SnakeCaseNames(),
    // A dropped idle connection is replaced by the pool; without a handler it would end the process.
    poolErrorHandler: () => undefined,
  });
  return dataSource.initialize();
}

async function migrate(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await runner.query(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`);
    await dataSource.runMigrations();
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await runner.release();
  }
}
