import { estimateCurves, readFigures, Tally, type Figures } from '../report/index.js';
import type { CaseInFrame } from './fact.js';
import type { Length } from './lengths.js';
import { LEAST_TO_ESTIMATE } from './share.js';

/** How long something lasts over many cases. `n` = events + censored + competing. */
export interface LengthSummary {
  readonly unit: Length['unit'];
  readonly n: number;
  readonly events: number;
  readonly censored: number;
  readonly competing: number;
  /** What should have ended it certainly came before it began. */
  readonly quarantined: number;
  /** Null where `n` is below 5. */
  readonly figures: Figures | null;
}

/** Counts the lengths of cases, and estimates how long they are. */
export class LengthTally {
  private readonly tally = new Tally();

  constructor(private readonly length: Length) {}

  add(one: CaseInFrame): void {
    this.tally.add(this.length.of(one), false);
  }

  summary(): LengthSummary {
    const { unit, event, horizons } = this.length;
    const { n, classes, censored, competing, quarantined, tables } = this.tally.result('telling');
    const asked = {
      classes: [event],
      allClasses: [event],
      horizons,
      ciType: 'log-log',
      medianRule: 'midpoint',
      curve: false,
    } as const;
    return {
      ...{ unit, n, events: sum(classes), censored, competing: sum(competing), quarantined: sum(quarantined) },
      figures: n < LEAST_TO_ESTIMATE ? null : readFigures(estimateCurves(tables, asked), asked),
    };
  }
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
