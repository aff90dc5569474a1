import type { RecordedEvent } from '#event-store';

/** Within the engine: the event that a projection cannot handle. */
export class PoisonEvent extends Error {
  constructor(
    readonly event: RecordedEvent,
    cause: unknown,
  ) {
    super(`the projection cannot handle the event ${event.id}`, { cause });
    this.name = 'PoisonEvent';
  }
}
