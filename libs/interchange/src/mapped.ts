import type { Command } from '#ledger';

/** What is wrong with a line. `field` is spelled as in the file; a step's begins with `steps.<its key>`. */
export interface Problem {
  readonly reason: string;
  readonly field?: string;
}

/** A line of the file, understood: what to record about which union or case. */
export interface Mapped {
  readonly kind: 'union' | 'case';
  /** The union's or case's id. */
  readonly id: string;
  readonly key: string;
  readonly commands: readonly Command[];
  /** What the ids in the commands are called in the file. */
  readonly names: ReadonlyMap<string, string>;
}

/** A line that says what cannot be recorded. */
export class InvalidItem extends Error {
  constructor(
    readonly problems: readonly Problem[],
    readonly key?: string,
  ) {
    super(problems.map(({ field, reason }) => (field ? `${field}: ${reason}` : reason)).join('; '));
    this.name = 'InvalidItem';
  }
}
