import { Counter, type Registry } from 'prom-client';
import type { AttemptResult, DelivererHooks } from '#webhooks';

/** How the attempts of this process to deliver events end. */
export class WebhookMetrics {
  private readonly attempts: Counter<'result'>;

  constructor(registry: Registry) {
    this.attempts = new Counter({
      name: 'recourse_webhook_attempts_total',
      help: 'Attempts to deliver an event to a webhook, by result: delivered, failed, or dead when it was the last',
      labelNames: ['result'],
      registers: [registry],
    });
  }

  readonly hooks: DelivererHooks = { onAttempt: (result: AttemptResult) => this.attempts.inc({ result }) };
}
