import type { Bounds, Interval } from '#time';

/** A step that stands (corrections applied, retracted ones gone), with the interval that all it is related to leaves it. */
export interface HistoryStep {
  readonly stepId: string;
  readonly type: string;
  readonly content: object;
  readonly interval: Interval;
  /** Its place in the order of recording. */
  readonly revision: number;
}

/** A case as measures see it. */
export interface CaseHistory {
  readonly timeZone: string;
  /** In order of occurrence; the opening is among them. */
  readonly steps: readonly HistoryStep[];
  /** Undefined in a history that ends before it. */
  readonly opening: HistoryStep | undefined;
  /** Its closings and reopenings, as they take turns. */
  readonly lifecycle: readonly HistoryStep[];
  /** Bounds in milliseconds of how long after step `from` step `to` came; negative means before. */
  between(from: string, to: string): Bounds;
}
