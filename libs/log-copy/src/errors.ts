import { describeDifference, type Difference } from './difference.js';

/** The target holds what is not, or not in that place, in the source: nothing was written to it. */
export class NotACopy extends Error {
  constructor(readonly difference: Difference) {
    super(`the target is neither empty nor a copy of the source: ${describeDifference(difference)}`);
    this.name = 'NotACopy';
  }
}

/** Somebody else appended to the target while it was copied to. */
export class TargetChanged extends Error {
  constructor(options: { readonly cause: Error }) {
    super(`somebody else writes to the target: ${options.cause.message}`, options);
    this.name = 'TargetChanged';
  }
}
