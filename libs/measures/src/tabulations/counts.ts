import { estimateParts, estimateShare, type Estimate, type Share } from './share.js';

/** How often each figure was counted, as a table is made of it. A figure of a group is named `group.label`. */
export class Counts {
  /** @param addressOf where the facts of a figure are listed */
  constructor(
    private readonly counted: ReadonlyMap<string, number>,
    private readonly addressOf: (figure: string) => string,
  ) {}

  of(figure: string): number {
    return this.counted.get(figure) ?? 0;
  }

  /** A count that is part of nothing. */
  total(figure: string): Share {
    return { figure, n: this.of(figure), base: null, of: null, ...NOTHING, drillDown: this.addressOf(figure) };
  }

  share(figure: string, base: string): Share {
    return this.told(figure, base, estimateShare(this.of(figure), this.of(base)));
  }

  /** Those of a group that may overlap, or leave some of the base out. */
  shares<Label extends string>(group: string, labels: readonly Label[], base: string): Record<Label, Share> {
    return byLabel(labels, (label) => this.share(`${group}.${label}`, base));
  }

  /** Those of a group that each of the base is in exactly one of. */
  parts<Label extends string>(group: string, labels: readonly Label[], base: string): Record<Label, Share> {
    const estimates = estimateParts(labels.map((label) => this.of(`${group}.${label}`)));
    return byLabel(labels, (label, index) => this.told(`${group}.${label}`, base, estimates[index]!));
  }

  /** Those of a group that were counted at all. */
  labels<Label extends string>(group: string, labels: readonly Label[]): Label[] {
    return labels.filter((label) => this.of(`${group}.${label}`) > 0);
  }

  private told(figure: string, base: string, estimate: Estimate): Share {
    return { figure, n: this.of(figure), base, of: this.of(base), ...estimate, drillDown: this.addressOf(figure) };
  }
}

const NOTHING: Estimate = { percent: null, ci: null };

export function byLabel<Label extends string, Value>(
  labels: readonly Label[],
  of: (label: Label, index: number) => Value,
): Record<Label, Value> {
  return Object.fromEntries(labels.map((label, index) => [label, of(label, index)])) as Record<Label, Value>;
}
