import type { Observation, Tally } from '#measures';
import type { EpochDay } from '#time';
import { CENSORED, DUPLICATE, SILENT, type Outcome } from '../views/outcome.js';
import { bothDays } from './clock-counts.js';
import { observedOn } from './observed.js';

/** All that tells counted clocks of one measure apart, beside their group. */
export class Cell {
  /** Of clocks that have ended, which no day changes. */
  private readonly ended: Observation | null;

  /** @param timeZone its number */
  constructor(
    private readonly timeZone: number,
    readonly outcome: Outcome,
    readonly low: number,
    readonly high: number,
  ) {
    this.ended = this.isRunning ? null : observedOn(0, { outcome, low, high });
  }

  /**
   * Adds so many to a tally, which duplicates are not in.
   * @param today by number of the time zone
   */
  count(tally: Tally, today: readonly EpochDay[], n: number): void {
    if (this.outcome === DUPLICATE) return;
    const observation = this.isRunning ? observedOn(today[this.timeZone]!, this) : this.ended;
    tally.add(observation, this.outcome === SILENT, n);
  }

  private get isRunning(): boolean {
    return this.outcome === CENSORED || this.outcome === SILENT;
  }
}

/** Numbers the cells that occur, each once: as many as there are outcomes times days, however many clocks are counted. */
export class Cells {
  private readonly known: Cell[] = [];
  private readonly indexes = new Map<string, Map<number, number>>();

  /** Those that occur, by their numbers. */
  readonly timeZones: string[] = [];

  /** One more than the last index. */
  get size(): number {
    return this.known.length;
  }

  at(index: number): Cell {
    return this.known[index]!;
  }

  /** Of one outcome in one time zone: the index of a cell by its days. */
  of(timeZone: string, outcome: Outcome): (low: number, high: number) => number {
    const zone = this.numberOf(timeZone);
    const name = `${timeZone} ${outcome}`;
    const indexes = this.indexes.get(name) ?? new Map<number, number>();
    this.indexes.set(name, indexes);
    return (low, high) => {
      const days = bothDays(low, high);
      const found = indexes.get(days);
      if (found !== undefined) return found;
      const index = this.known.push(new Cell(zone, outcome, low, high)) - 1;
      indexes.set(days, index);
      return index;
    };
  }

  private numberOf(timeZone: string): number {
    const known = this.timeZones.indexOf(timeZone);
    return known < 0 ? this.timeZones.push(timeZone) - 1 : known;
  }
}
