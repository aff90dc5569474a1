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
