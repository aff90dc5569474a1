/** One thing wrong with one field of a file of tallies. */
export interface TalliesProblem {
  /** Line on which the field stands, or what it is missing in; the first is 1. */
  readonly line: number;
  /** Path such as `statements[0].parts`; empty for the whole. */
  readonly field: string;
  readonly reason: string;
}

/** Enough to mend a file by. */
const MAX_PROBLEMS = 100;

/** A file that does not state tallies as it should. */
export class InvalidTallies extends Error {
  readonly problems: readonly TalliesProblem[];

  constructor(all: readonly TalliesProblem[]) {
    const problems = all.slice(0, MAX_PROBLEMS);
    super(problems.map(({ line, field, reason }) => `line ${line}: ${field}: ${reason}`).join('; '));
    this.name = 'InvalidTallies';
    this.problems = problems;
  }
}
