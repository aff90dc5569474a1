import { DEFAULT_PATIENCE_MS, ProjectionControl, type ControlOptions } from './control.js';
import type { EngineHooks } from './hooks.js';
import { SILENT, type Logger } from './logger.js';
import { Worker } from './worker.js';

export interface EngineOptions extends ControlOptions {
  readonly logger?: Logger;
  readonly hooks?: EngineHooks;
  /** To wait for what this engine does without asking the database, share the control with those who wait. Default: its own. */
  readonly control?: ProjectionControl;
}

/**
 * Runs projections, each on a connection of its own. Any number of engines may be started on the same projections, in
 * any processes: one is active for each, the others stand by.
 */
export class ProjectionEngine {
  readonly control: ProjectionControl;
  private readonly workers: readonly Worker[];

  constructor(private readonly options: EngineOptions) {
    const { store, databaseUrl, projections, patience = DEFAULT_PATIENCE_MS, logger = SILENT, hooks = {} } = options;
    this.control = options.control ?? new ProjectionControl({ store, databaseUrl, projections, patience });
    const context = { store, databaseUrl, patience, checkpoints: this.control.checkpoints, logger, hooks };
    this.workers = projections.map((projection) => new Worker(projection, context));
  }

  /** Resolves when the table is ready and the work has begun; what fails from then on is retried. */
  async start(): Promise<void> {
    await this.control.register();
    for (const worker of this.workers) worker.start();
  }

  /** Finishes the batches in hand, and lets other engines take over. It cannot be started again. */
  async stop(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.stop()));
    if (!this.options.control) await this.control.close();
  }
}
