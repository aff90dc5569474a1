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

/** Connects to the database that has the query tables, or will have them. */
export function openDataSource({ url, poolSize, patience }: ReadModelOptions): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    poolSize: poolSize ?? DEFAULT_POOL_SIZE,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    extra: { stream: () => impatientSocket(patience ?? DEFAULT_PATIENCE_MS) },
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
    namingStrategy: new SnakeCaseNames(),
    // A dropped idle connection is replaced by the pool; without a handler it would end the process.
    poolErrorHandler: () => undefined,
  });
  return dataSource.initialize();
}
