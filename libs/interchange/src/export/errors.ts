import type { RecordedEvent } from '#event-store';

/** An event cannot be told in a format without losing something. */
export class UnexportableEvent extends Error {
  constructor({ id, position }: Pick<RecordedEvent, 'id' | 'position'>, reason: string) {
    super(`event ${id} at position ${position} cannot be exported: ${reason}`);
    this.name = 'UnexportableEvent';
  }
}

/** The output could not be written, or not to its end. */
export class UnwritableOutput extends Error {
  constructor(
    readonly output: string,
    reason: string,
    options?: { readonly cause: unknown },
  ) {
    super(`${output} cannot be written: ${reason}`, options);
    this.name = 'UnwritableOutput';
  }
}
