import { Counter, Histogram, type Registry } from 'prom-client';

/** How the event store commits: how many appends, how many together, and how long a commit takes. */
export class AppendMetrics {
  private readonly appends: Counter;
  private readonly groupSize: Histogram;
  private readonly seconds: Histogram;

  constructor(registry: Registry) {
    const registers = [registry];
    this.appends = new Counter({ name: 'recourse_appends_total', help: 'Appends to streams', registers });
    this.groupSize = new Histogram({
      name: 'recourse_append_group_size',
      help: 'Appends that shared one commit',
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512],
      registers,
    });
    this.seconds = new Histogram({
      name: 'recourse_append_commit_duration_seconds',
      help: 'Time that one commit took',
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    });
  }

  /** As the store tells after each commit. */
  readonly onGroup = (size: number, milliseconds: number): void => {
    this.appends.inc(size);
    this.groupSize.observe(size);
    this.seconds.observe(milliseconds / 1000);
  };
}
