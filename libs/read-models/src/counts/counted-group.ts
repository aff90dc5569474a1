/** The clocks of one group: how many there are in each cell. */
export class CountedGroup {
  /** Somebody still looks at it as it is: it must not change. */
  lent = false;
  private readonly kept = new Map<string, { readonly question: string; readonly value: unknown }>();

  /** @param counts by index of the cell */
  constructor(
    readonly keys: readonly string[],
    readonly counts: Map<number, number> = new Map<number, number>(),
  ) {}

  static sumOf(groups: Iterable<CountedGroup>): CountedGroup {
    const counts = new Map<number, number>();
    for (const group of groups) for (const [index, n] of group.counts) counts.set(index, (counts.get(index) ?? 0) + n);
    return new CountedGroup([], counts);
  }

  /**
   * The group with more in it, or less; another one if this one is lent.
   * @param cells pairs of a cell's index and how many clocks are in it
   */
  with(cells: readonly number[], sign: 1 | -1): CountedGroup {
    const group = this.lent ? new CountedGroup(this.keys, new Map(this.counts)) : this;
    group.add(cells, sign);
    return group;
  }

  /** What was computed of it before, unless its counts have changed since; of each kind what was last asked for. */
  keep<Value>(kind: string, question: string, compute: () => Value): Value {
    const known = this.kept.get(kind);
    if (known?.question === question) return known.value as Value;
    const value = compute();
    this.kept.set(kind, { question, value });
    return value;
  }

  private add(cells: readonly number[], sign: 1 | -1): void {
    this.kept.clear();
    for (let at = 0; at < cells.length; at += 2) {
      const index = cells[at]!;
      const n = (this.counts.get(index) ?? 0) + sign * cells[at + 1]!;
      if (n === 0) this.counts.delete(index);
      else this.counts.set(index, n);
    }
  }
}
