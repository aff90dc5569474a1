import { WakeUp } from '#event-store';
import { buildId, type Build } from './build.js';
import { DEFAULT_PATIENCE_MS, ProjectionControl, type ControlOptions } from './control.js';
import { failureMessage } from './failure-message.js';
import type { EngineHooks } from './hooks.js';
import { SILENT, type Logger } from './logger.js';
import { Worker, type WorkerContext } from './worker.js';

export interface EngineOptions extends ControlOptions {
  readonly logger?: Logger;
  readonly hooks?: EngineHooks;
  /** To wait for what this engine does without asking the database, share the control with those who wait. Default: its own. */
  readonly control?: ProjectionControl;
}

/** How often to look for builds that began or ended. A notification says so at once, but may be missed. */
const LOOK_MS = 1_000;

/**
 * Runs projections, each build of them on a connection of its own. Any number of engines may be started on the same
 * projections, in any processes: one is active for each build, the others stand by.
 */
export class ProjectionEngine {
  readonly control: ProjectionControl;
  private readonly context: WorkerContext;
  private readonly changes = new WakeUp();
  private readonly workers = new Map<string, Worker>();
  private stopping = false;
  private supervising: Promise<void> | undefined;

  constructor(private readonly options: EngineOptions) {
    const { store, databaseUrl, projections, patience = DEFAULT_PATIENCE_MS, logger = SILENT, hooks = {} } = options;
    this.control = options.control ?? new ProjectionControl({ store, databaseUrl, projections, patience });
    const { checkpoints } = this.control;
    this.context = { store, databaseUrl, patience, checkpoints, logger, hooks, changes: this.changes };
  }

  /** Resolves when the table is ready and the work has begun; what fails from then on is retried. */
  async start(): Promise<void> {
    await this.control.register();
    await this.look();
    this.supervising ??= this.supervise();
  }

  /** Finishes the batches in hand, and lets other engines take over. It cannot be started again. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.changes.ring();
    await this.supervising;
    await Promise.all([...this.workers.values()].map((worker) => worker.stop()));
    if (!this.options.control) await this.control.close();
  }

  private async supervise(): Promise<void> {
    while (!this.stopping) {
      const seen = this.changes.seen;
      await this.look().catch((error: unknown) => {
        this.context.logger.debug({ error: failureMessage(error) }, 'builds of projections not looked at');
      });
      await this.changes.after(seen, LOOK_MS);
    }
  }

  /** Has a worker for each build that there is, and none for others. */
  private async look(): Promise<void> {
    const builds = new Map((await this.control.builds()).map((build) => [buildId(build), build]));
    const ended = [...this.workers].filter(([key]) => !builds.has(key));
    for (const [key] of ended) this.workers.delete(key);
    for (const [key, build] of builds) if (!this.workers.has(key) && !this.stopping) this.begin(key, build);
    await Promise.all(ended.map(([, worker]) => worker.stop()));
    await this.control.dropRetired();
  }

  private begin(key: string, build: Build): void {
    const projection = this.options.projections.find(({ name }) => name === build.name)!;
    const worker = new Worker(projection, build, this.context);
    this.workers.set(key, worker);
    worker.start();
  }
}
