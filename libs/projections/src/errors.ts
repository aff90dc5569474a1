import type { Position } from '#event-store';
import type { Failure, ProjectionState } from './state.js';

/** Somebody else moved the checkpoint or changed the state: what was being written no longer counts. */
export class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved';

  constructor() {
    super('the checkpoint was moved by somebody else');
  }
}

/** The connection that holds the lock is gone. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';

  constructor(options?: { cause: unknown }) {
    super('the connection to the read models was lost', options);
  }
}

/** The engine has no projection of this name. */
export class UnknownProjection extends Error {
  override readonly name = 'UnknownProjection';

  constructor(readonly projection: string) {
    super(`there is no projection ${projection}`);
  }
}

/** A projection is in a state in which the operation makes no sense. */
export abstract class WrongProjectionState extends Error {
  constructor(
    readonly projection: string,
    readonly state: ProjectionState,
    message: string,
  ) {
    super(message);
  }
}

export class NotFailed extends WrongProjectionState {
  override readonly name = 'NotFailed';

  constructor(projection: string, state: ProjectionState) {
    super(projection, state, `projection ${projection} is ${state}, not failed`);
  }
}

/** It failed without an event to blame: it can be retried only. */
export class NothingToSkip extends WrongProjectionState {
  override readonly name = 'NothingToSkip';

  constructor(projection: string) {
    super(projection, 'failed', `projection ${projection} did not fail on an event: there is nothing to skip`);
  }
}

export class NotLive extends WrongProjectionState {
  override readonly name = 'NotLive';

  constructor(projection: string, state: ProjectionState) {
    super(projection, state, `projection ${projection} is ${state}: there is nothing to pause`);
  }
}

export class NotPaused extends WrongProjectionState {
  override readonly name = 'NotPaused';

  constructor(projection: string, state: ProjectionState) {
    super(projection, state, `projection ${projection} is ${state}, not paused`);
  }
}

export class Retired extends WrongProjectionState {
  override readonly name = 'Retired';

  constructor(projection: string, version: number) {
    super(projection, 'retired', `version ${version} of projection ${projection} is retired`);
  }
}

/** The tables of a projection were filled from another log than the one that is there; a rebuild fills them from this. */
export class OtherLog extends Error {
  override readonly name = 'OtherLog';

  constructor(
    readonly projection: string,
    options: { readonly cause: Error },
  ) {
    super(`the tables of projection ${projection} were filled from another log`, options);
  }
}

/** Projections did not reach a position in time. */
export class ProjectionTimeout extends Error {
  override readonly name = 'ProjectionTimeout';

  constructor(
    readonly projections: readonly string[],
    readonly position: Position,
    readonly timeoutMs: number,
  ) {
    super(`${projections.join(', ')} did not reach position ${position} within ${timeoutMs} ms`);
  }
}

/** A projection that somebody waits for stands still. */
export class ProjectionFailed extends Error {
  override readonly name = 'ProjectionFailed';

  constructor(
    readonly projection: string,
    readonly state: ProjectionState,
    readonly failure: Failure | null,
  ) {
    super(`projection ${projection} is ${state}`);
  }
}
