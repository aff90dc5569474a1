import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { BatchReport, EngineHooks, ProjectionControl, ProjectionStatus } from '#projections';

const labelNames = ['projection'] as const;

/** How far the projections are that queries read, whichever process runs them, and what the engine in this one does. */
export class ProjectionMetrics {
  private readonly events: Counter<'projection'>;
  private readonly seconds: Histogram<'projection'>;

  constructor(
    private readonly registry: Registry,
    private readonly control: ProjectionControl,
  ) {
    const registers = [registry];
    this.events = new Counter({
      name: 'recourse_projection_events_total',
      help: 'Events handled by the engine in this process',
      labelNames,
      registers,
    });
    this.seconds = new Histogram({
      name: 'recourse_projection_batch_duration_seconds',
      help: 'Time from a batch being there to its commit',
      labelNames,
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    });
    this.gauge('lag_events', 'Events in the log that are not in the tables yet', ({ lag }) => lag.behind);
    this.gauge('lag_bytes', 'Bytes of the log that are not in the tables yet', ({ lag }) => lag.behindBytes);
    this.gauge('healthy', '1 while the projection follows the log, 0 when it is paused or failed', ({ state }) =>
      Number(state === 'booting' || state === 'running'),
    );
  }

  readonly hooks: EngineHooks = {
    onBatch: ({ projection, events, milliseconds }: BatchReport) => {
      if (events === 0) return;
      this.events.inc({ projection }, events);
      this.seconds.observe({ projection }, milliseconds / 1000);
    },
  };

  /** A gauge that is read from the checkpoints each time somebody looks. */
  private gauge(name: string, help: string, valueOf: (status: ProjectionStatus) => number | undefined): void {
    const { control } = this;
    new Gauge({
      name: `recourse_projection_${name}`,
      help,
      labelNames,
      registers: [this.registry],
      async collect() {
        // While the database is away there is nothing to tell, and the other metrics matter all the more.
        const statuses = await control.list().catch(() => []);
        this.reset();
        for (const status of statuses) {
          const value = status.active ? valueOf(status) : undefined;
          if (value !== undefined) this.set({ projection: status.name }, value);
        }
      },
    });
  }
}
