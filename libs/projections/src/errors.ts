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

/** A version of a projection was never started. */
export class UnknownVersion extends Error {
  override readonly name = 'UnknownVersion';

  constructor(
    readonly projection: string,
    readonly version: number,
  ) {
    super(`there is no version ${version} of projection ${projection}`);
  }
}

/** A version can be built by a program only that has its code. */
export class OtherVersion extends Error {
  override readonly name = 'OtherVersion';

  constructor(
    readonly projection: string,
    readonly version: number,
    readonly known: number,
  ) {
    super(`this program has version ${known} of projection ${projection}, not ${version}`);
  }
}

/** Queries find no tables of a projection: it was never started, or the version asked for is retired or unknown. */
export class NotServed extends Error {
  override readonly name = 'NotServed';

  constructor(
    readonly projection: string,
    readonly version: number | undefined,
  ) {
    super(`there are no tables of ${version === undefined ? '' : `version ${version} of `}projection ${projection}`);
  }
}

/** The schema that a build would get is there already, and is none that Recourse knows of. */
export class SchemaTaken extends Error {
  override readonly name = 'SchemaTaken';

  constructor(readonly schema: string) {
    super(`the schema ${schema} exists and belongs to no build of a projection: rename it, or drop it`);
  }
}

/** Rows can be told apart and compared by a primary key only. */
export class NoPrimaryKey extends Error {
  override readonly name = 'NoPrimaryKey';

  constructor(readonly table: string) {
    super(`the table ${table} has no primary key that both versions share: its rows cannot be compared`);
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

/** Its tables are not complete: it has not been through the log yet. */
export class NotBuilt extends WrongProjectionState {
  override readonly name = 'NotBuilt';

  constructor(projection: string, version: number, state: ProjectionState) {
    super(projection, state, `version ${version} of projection ${projection} is not complete yet (${state})`);
  }
}

export class Retired extends WrongProjectionState {
  override readonly name = 'Retired';

  constructor(projection: string, version: number) {
    super(projection, 'retired', `version ${version} of projection ${projection} is retired`);
  }
}

/** Queries read this version: another has to take over before it can be retired. */
export class StillActive extends WrongProjectionState {
  override readonly name = 'StillActive';

  constructor(projection: string, version: number, state: ProjectionState) {
    super(projection, state, `version ${version} of projection ${projection} serves the queries`);
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
