import type { Constraint } from './constraint.js';

/** When a search ends although there may be more. */
export interface SearchLimits {
  /** Splits counted. */
  readonly splits: number;
  /** Looks at a cell, of which all work is made. */
  readonly steps: number;
  /** Splits kept. */
  readonly kept: number;
}

export interface SearchResult {
  readonly count: number;
  /** The first of them, each with the numbers of all cells. */
  readonly kept: readonly (readonly number[])[];
  readonly endedBy: 'all_seen' | 'splits' | 'steps';
}

/** Fills the cells of a table with whole numbers in every way that its constraints allow, in ascending order. */
export function searchSplits(cells: number, constraints: readonly Constraint[], limits: SearchLimits): SearchResult {
  return new SplitSearch(cells, constraints, limits).run();
}

class SplitSearch {
  private readonly values: (number | undefined)[];
  /** What each constraint leaves for its cells that are still open. */
  private readonly left: number[];
  private readonly constraintsOfCell: number[][];
  private readonly order: number[];
  private count = 0;
  private steps = 0;
  private readonly kept: number[][] = [];

  constructor(
    cells: number,
    private readonly constraints: readonly Constraint[],
    private readonly limits: SearchLimits,
  ) {
    this.values = Array.from({ length: cells }, () => undefined);
    this.left = constraints.map(({ figure }) => figure.count);
    this.constraintsOfCell = Array.from({ length: cells }, () => []);
    constraints.forEach(({ cells }, index) => cells.forEach((cell) => this.constraintsOfCell[cell]!.push(index)));
    const known = new Set(constraints.flatMap(({ cells }) => (cells.length === 1 ? cells : [])));
    this.order = [...known, ...[...this.values.keys()].filter((cell) => !known.has(cell))];
  }

  run(): SearchResult {
    this.fill(0);
    const { splits, steps } = this.limits;
    const endedBy = this.count >= splits ? 'splits' : this.steps >= steps ? 'steps' : 'all_seen';
    return { count: this.count, kept: this.kept, endedBy };
  }

  private fill(depth: number): void {
    if (depth === this.order.length) return this.found();
    const cell = this.order[depth]!;
    const most = this.mostOf(cell);
    for (let value = this.leastOf(cell); value <= most && !this.isOver(); value += 1) {
      this.put(cell, value);
      this.fill(depth + 1);
      this.take(cell, value);
    }
  }

  private isOver(): boolean {
    return this.count >= this.limits.splits || this.steps >= this.limits.steps;
  }

  private found(): void {
    this.count += 1;
    if (this.kept.length < this.limits.kept) this.kept.push(this.values.map((value) => value!));
  }

  private put(cell: number, value: number): void {
    this.values[cell] = value;
    for (const index of this.constraintsOfCell[cell]!) this.left[index]! -= value;
  }

  private take(cell: number, value: number): void {
    this.values[cell] = undefined;
    for (const index of this.constraintsOfCell[cell]!) this.left[index]! += value;
  }

  /** A cell that nothing is known of is as good as empty. */
  private mostOf(cell: number): number {
    const indexes = this.constraintsOfCell[cell]!;
    if (indexes.length === 0) return 0;
    let most = Infinity;
    for (const index of indexes) most = Math.min(most, this.left[index]!);
    return most;
  }

  /** What the other open cells of a constraint cannot hold falls to this one. */
  private leastOf(cell: number): number {
    let least = 0;
    for (const index of this.constraintsOfCell[cell]!) {
      let rest = this.left[index]!;
      for (const other of this.constraints[index]!.cells) {
        this.steps += 1;
        if (other === cell || this.values[other] !== undefined) continue;
        rest -= this.mostOf(other);
        if (rest <= least) break;
      }
      least = Math.max(least, rest);
    }
    return least;
  }
}
