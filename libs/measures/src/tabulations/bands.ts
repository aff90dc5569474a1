import type { Bounds } from '#time';

/** Ranges of whole numbers, by the first number of each, ascending from 0; the last has no end. */
export class Bands {
  /** Such as `0`, `1_to_7`, `8_or_more`; and `undecidable`. */
  readonly labels: readonly string[];

  constructor(private readonly starts: readonly number[]) {
    this.labels = [...starts.map((start, index) => labelOf(start, starts[index + 1])), 'undecidable'];
  }

  /** Where a number lies whose bounds are known; they may leave it open. */
  labelOf({ low, high }: Bounds): string {
    const band = this.indexOf(low);
    return band === this.indexOf(high) ? this.labels[band]! : 'undecidable';
  }

  private indexOf(value: number): number {
    return this.starts.findLastIndex((start) => start <= value);
  }
}

function labelOf(start: number, next: number | undefined): string {
  if (next === undefined) return `${start}_or_more`;
  return next === start + 1 ? String(start) : `${start}_to_${next - 1}`;
}
