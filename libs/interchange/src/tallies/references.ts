import { figuresOf, type Figure, type NamedFigure, type Tallies } from '#measures';
import type { Place } from './place.js';
import { REPORT_COUNTS } from './report-names.js';
import { isCount } from './scalars.js';

/** What names a count of the tallies: `cases`, `aware.yes`, `aware.yes & involved.no`, or the study's own name. */
export class References {
  private readonly figures: ReadonlyMap<string, NamedFigure>;

  constructor(counts: Pick<Tallies, 'cases' | 'questions' | 'cross'>) {
    this.figures = figuresOf(counts);
  }

  find(name: string): NamedFigure | undefined {
    const parts = name.split('&').map((part) => part.trim());
    const written = parts.map((part) => REPORT_COUNTS.get(part) ?? part);
    return this.figures.get(written.join(' & ')) ?? this.figures.get(written.reverse().join(' & '));
  }

  /** A count that a field names, or gives; undefined where it does neither. */
  read(place: Place): Figure | undefined {
    const { value } = place;
    if (isCount(value)) return { name: null, count: value };
    const figure = typeof value === 'string' ? this.find(value) : undefined;
    if (!figure) place.refuse(place.isGiven ? NO_COUNT : 'is missing');
    return figure;
  }
}

export const NO_COUNT = 'must be a count of this file, such as cases or aware.yes, or a whole number';
