import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Problem } from '../problems/problem.js';

/** What lasts: streams and waits that a shutdown must break off. */
@Injectable()
export class OpenStreams implements OnModuleDestroy {
  private readonly open = new Set<AbortController>();
  private closing = false;

  /** A signal that is aborted when the service stops; `abort` is to be called when the stream is over, in whatever way. */
  start(): { readonly signal: AbortSignal; abort(): void } {
    if (this.closing) throw shuttingDown();
    const controller = new AbortController();
    this.open.add(controller);
    controller.signal.addEventListener('abort', () => this.open.delete(controller));
    return { signal: controller.signal, abort: () => controller.abort() };
  }

  get size(): number {
    return this.open.size;
  }

  onModuleDestroy(): void {
    this.closing = true;
    for (const controller of this.open) controller.abort(shuttingDown());
  }
}

export function shuttingDown(): Problem {
  return Problem.of('shutting-down', undefined, {}, { 'retry-after': '5' });
}
