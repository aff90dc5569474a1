import type { ExpectedRevision, Revision } from './port.js';

/**
 * Largest append: the UTF-8 bytes of every event's data and metadata as stored (canonical JSON), and two for each
 * UTF-16 code unit of its type.
 */
export const MAX_APPEND_BYTES = 1024 * 1024;

/** Somebody else appended first, or the writer's belief was wrong. */
export class WrongExpectedRevision extends Error {
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    readonly actual: Revision | 'no_stream',
  ) {
    super(`stream ${stream} is at ${actual}, not at ${expected}`);
    this.name = 'WrongExpectedRevision';
  }
}

/** The append's stored bytes exceed MAX_APPEND_BYTES. */
export class EventTooLarge extends Error {
  constructor(
    readonly stream: string,
    readonly bytes: number,
  ) {
    super(`an append of ${bytes} bytes to ${stream} exceeds ${MAX_APPEND_BYTES}`);
    this.name = 'EventTooLarge';
  }
}

/** An event that JSON cannot carry exactly, whose id is no UUID, or whose type is no name (see isName). */
export class InvalidEvent extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidEvent';
  }
}

/** A call the port does not know: an append of no events, an id twice in one append, a stream or revision that cannot be. */
export class InvalidAppend extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidAppend';
  }
}

/** A read the port does not know: a negative limit, a position that was never given out, a stream that cannot be. */
export class InvalidRead extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidRead';
  }
}

/** The store cannot be reached, or the outcome of an append is unknown: retry with the same ids and revision. */
export class StoreUnavailable extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'StoreUnavailable';
  }
}

/** What is said of a failure whose reason lies between us and the store. */
export function unavailable(cause: unknown): StoreUnavailable {
  if (cause instanceof StoreUnavailable) return cause;
  return new StoreUnavailable(`the event store cannot be reached: ${(cause as Error).message}`, { cause });
}
