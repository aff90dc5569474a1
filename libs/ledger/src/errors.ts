import type { Revision } from '#event-store';

/** The writer asked for a revision that is no longer (or not yet) the stream's. */
export class StaleRevision extends Error {
  constructor(
    readonly expected: Revision,
    /** -1 when the stream does not exist. */
    readonly current: Revision,
  ) {
    super(`expected revision ${expected}, but the current one is ${current}`);
    this.name = 'StaleRevision';
  }
}

/** The step id (or the key it was derived from) was used before, for something else. */
export class IdempotencyConflict extends Error {
  constructor(readonly stepId: string) {
    super(`step ${stepId} was recorded before with another content`);
    this.name = 'IdempotencyConflict';
  }
}

/** Other writers kept winning; nothing was recorded. */
export class TooMuchContention extends Error {
  constructor(readonly stream: string) {
    super(`other writers kept changing ${stream}; try again`);
    this.name = 'TooMuchContention';
  }
}
