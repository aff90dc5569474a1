import type { BenchKurrentDb } from './bench-kurrentdb.js';
import type { BenchServer } from './bench-server.js';
import type { Result } from './measuring/result.js';

export interface BenchOptions {
  readonly server: BenchServer;
  /** Size of the log where it matters. */
  readonly events: number;
  /** Seconds of measuring for each side of each comparison, at least. */
  readonly seconds: number;
}

/** A row of the yardsticks, or several that share their preparations. */
export type Row = (options: BenchOptions) => Promise<Result[]>;

export interface KurrentDbOptions extends BenchOptions {
  readonly kurrentDb: BenchKurrentDb;
}

/** The same, of the event store in KurrentDB; read models are kept in the PostgreSQL of the bench. */
export type KurrentDbRow = (options: KurrentDbOptions) => Promise<Result[]>;
