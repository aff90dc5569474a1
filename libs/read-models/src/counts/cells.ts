import type { Outcome } from '../views/outcome.js';
import type { StoredClock } from './observed.js';

/** All that tells counted clocks of one measure apart, beside their group. */
export interface Cell extends StoredClock {
  readonly timeZone: string;
  readonly low: number;
  readonly high: number;
}

/** Days from which on a number of them would not be told from the next. */
const MANY_DAYS = 2 ** 25;

/** Numbers the cells that occur, each once: as many as there are outcomes times days, however many clocks are counted. */
export class Cells {
  private readonly known: Cell[] = [];
  private readonly indexes = new Map<string, Map<number, number>>();

  /** Those that occur. */
  readonly timeZones: string[] = [];

  at(index: number): Cell {
    return this.known[index]!;
  }

  /** Of one outcome in one time zone: the index of a cell by its days. */
  of(timeZone: string, outcome: Outcome): (low: number, high: number) => number {
    if (!this.timeZones.includes(timeZone)) this.timeZones.push(timeZone);
    const name = `${timeZone} ${outcome}`;
    const indexes = this.indexes.get(name) ?? new Map<number, number>();
    this.indexes.set(name, indexes);
    return (low, high) => {
      const days = low * MANY_DAYS + high;
      const found = indexes.get(days);
      if (found !== undefined) return found;
      const index = this.known.push({ timeZone, outcome, low, high }) - 1;
      indexes.set(days, index);
      return index;
    };
  }
}
