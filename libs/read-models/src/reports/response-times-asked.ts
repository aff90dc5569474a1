import type { Days, FiguresAsked, Test } from '#measures';
import type { Grouping } from './groupings.js';
import type { Per } from './periods.js';
import type { Selection } from './selection.js';

/** What a report on response times is asked for, with everything decided that a request leaves open. */
export interface ResponseTimesAsked extends FiguresAsked {
  readonly selection: Selection;
  readonly groupBy: readonly Grouping[];
  readonly per: Per;
  readonly days: Days;
  /** Whether the groups differ, by which test. */
  readonly compare: Test | null;
}
