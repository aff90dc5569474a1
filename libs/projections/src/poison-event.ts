import type { RecordedEvent } from '#event-store';

/** The event that a projection cannot handle. */
export class PoisonEvent extends Error {
  constructor(
    readonly event: Pick<RecordedEvent, 'id' | 'type' | 'position' | 'data' | 'metadata'>,
    cause: unknown,
  ) {
    super(`the projection cannot handle the event ${event.id}`, { cause });
    this.name = 'PoisonEvent';
  }
}
