/** Counts of what a file holds, by name. */
export type Counts = Readonly<Record<string, number>>;

/** Counts as it is told. */
export class Tally {
  private readonly byName = new Map<string, number>();

  add(name: string, count = 1): void {
    this.byName.set(name, this.of(name) + count);
  }

  of(name: string): number {
    return this.byName.get(name) ?? 0;
  }

  counts(): Counts {
    return Object.fromEntries(this.byName);
  }
}

/** What was written is not what was to be written: the file must not be taken for whole. */
export class CountsDiffer extends Error {
  constructor(
    readonly what: string,
    readonly expected: number,
    readonly found: number,
  ) {
    super(`${found} ${what} were written where ${expected} were expected`);
    this.name = 'CountsDiffer';
  }
}
