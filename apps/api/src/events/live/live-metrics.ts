import { Inject, Injectable } from '@nestjs/common';
import { Counter, Gauge, type Registry } from 'prom-client';
import { REGISTRY } from '../../resources.js';

/** Why a live stream ended: the reader went, was too slow, or was sent away. */
export type CloseReason = 'client' | 'slow' | 'shutdown' | 'unavailable' | 'log-changed' | 'error';

/** How many follow the log live, and why they no longer do. */
@Injectable()
export class LiveMetrics {
  private readonly open: Gauge;
  private readonly closed: Counter<'reason'>;

  constructor(@Inject(REGISTRY) registry: Registry) {
    const registers = [registry];
    this.open = new Gauge({ name: 'recourse_live_streams_open', help: 'Readers that follow the log live', registers });
    this.closed = new Counter({
      name: 'recourse_live_streams_closed_total',
      help: 'Live streams that ended, by reason',
      labelNames: ['reason'],
      registers,
    });
  }

  opened(): void {
    this.open.inc();
  }

  ended(reason: CloseReason): void {
    this.open.dec();
    this.closed.inc({ reason });
  }
}
