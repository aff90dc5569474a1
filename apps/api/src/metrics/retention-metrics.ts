import { Gauge, type Registry } from 'prom-client';
import type { Truncation } from '#event-store';

/** Whether the event store still keeps all of the ledger, or an operator has told it to drop events of some streams. */
export class RetentionMetrics {
  /** Streams that the event store may drop events of; there should be none. */
  truncations: readonly Truncation[] = [];
  private readonly streams: Gauge;

  constructor(registry: Registry) {
    this.streams = new Gauge({
      name: 'recourse_truncatable_streams',
      help: 'Streams of the ledger that the event store may drop events of; anything but 0 needs somebody at once',
      registers: [registry],
    });
  }

  /** As the store tells each time that this changes. */
  readonly onTruncations = (truncations: readonly Truncation[]): void => {
    this.truncations = truncations;
    this.streams.set(truncations.length);
  };
}
