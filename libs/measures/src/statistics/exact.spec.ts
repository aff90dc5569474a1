import fc from 'fast-check';
import { cumulativeIncidence } from './cumulative-incidence.js';
import type { DurationRecord } from './duration-record.js';
import { eventTable } from './event-table.js';
import { kaplanMeier } from './kaplan-meier.js';
import { onlyCauses } from './only-causes.js';
import { Product } from './product.js';
import { recordsOf } from '../test-support/duration-records.js';

const records = recordsOf({ causes: ['a', 'b'], longest: 6, late: true, minLength: 1 });

/** A fraction of whole numbers of any size. */
class Fraction {
  constructor(
    readonly numerator: bigint,
    readonly denominator: bigint,
  ) {}

  static of(numerator: number, denominator = 1): Fraction {
    return new Fraction(BigInt(numerator), BigInt(denominator));
  }

  plus(other: Fraction): Fraction {
    const numerator = this.numerator * other.denominator + other.numerator * this.denominator;
    return new Fraction(numerator, this.denominator * other.denominator);
  }

  times(other: Fraction): Fraction {
    return new Fraction(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  minus(other: Fraction): Fraction {
    return this.plus(other.times(Fraction.of(-1)));
  }

  /** To the last digit of a number in [0, 1], and a few more. */
  get value(): number {
    return Number((this.numerator * (1n << 80n)) / this.denominator) / 2 ** 80;
  }
}

const ZERO = Fraction.of(0);
const ONE = Fraction.of(1);

interface Exact {
  readonly time: number;
  readonly survival: Fraction;
  readonly incidence: Fraction;
  /** Of the incidence, as the classical sum over all times so far. */
  readonly variance: Fraction;
}

/** From the definitions, record by record: Marubini and Valsecchi (1995), equations 10.11 and 10.12. */
function exactly(all: readonly DurationRecord[], cause: string): Exact[] {
  const times = [...new Set(all.map(({ duration }) => duration))].sort((a, b) => a - b);
  const counted = (test: (record: DurationRecord) => boolean) =>
    all.reduce((total, record) => total + (test(record) ? record.count! : 0), 0);
  const steps: { before: Fraction; after: Fraction; incidence: Fraction; r: number; d: number; own: number }[] = [];
  return times.map((time) => {
    const r = counted(({ duration, entry = -1 }) => entry < time && duration >= time);
    const d = counted((record) => record.duration === time && record.cause !== null);
    const own = counted((record) => record.duration === time && record.cause === cause);
    const last = steps.at(-1) ?? { after: ONE, incidence: ZERO };
    const after = last.after.times(Fraction.of(r - d, r));
    const incidence = last.incidence.plus(last.after.times(Fraction.of(own, r)));
    steps.push({ before: last.after, after, incidence, r, d, own });
    const variance = steps.reduce((sum, step) => {
      const ahead = incidence.minus(step.incidence);
      // Nothing lies ahead once nobody is left.
      const all = step.d === step.r ? ZERO : ahead.times(ahead).times(Fraction.of(step.d, step.r * (step.r - step.d)));
      const drawn = step.before.times(step.before).times(Fraction.of(step.own * (step.r - step.own), step.r ** 3));
      const both = ahead.times(step.before).times(Fraction.of(2 * step.own, step.r ** 2));
      return sum.plus(all).plus(drawn).minus(both);
    }, ZERO);
    return { time, survival: after, incidence, variance };
  });
}

describe('against exact fractions', () => {
  it('survival is right to the last digit', () => {
    fc.assert(
      fc.property(records, (all) => {
        const curve = kaplanMeier(eventTable(all));
        for (const { time, survival } of exactly(all, 'a')) {
          expect(Math.abs(curve.at(time)!.survival - survival.value)).toBeLessThanOrEqual(survival.value * 2 ** -52);
        }
      }),
    );
  });

  it('incidence and its variance are right', () => {
    fc.assert(
      fc.property(records, (all) => {
        const curve = cumulativeIncidence(eventTable(all), 'a');
        for (const { time, incidence, variance } of exactly(all, 'a')) {
          const estimate = curve.at(time)!;
          expect(estimate.incidence).toBeCloseTo(incidence.value, 14);
          expect(estimate.standardError ** 2).toBeCloseTo(variance.value, 14);
        }
      }),
    );
  });

  it('a long product is right to the last digit', () => {
    const product = new Product();
    const many = 1_000_000;
    for (let left = many; left > 1; left--) product.multiply(left - 1, left);
    expect(product.value).toBe(1 / many);
  });
});

describe('whatever the records', () => {
  it('incidences of all causes and survival make up the whole', () => {
    fc.assert(
      fc.property(records, (all) => {
        const table = eventTable(all);
        const survival = kaplanMeier(table);
        const curves = table.causes.map((cause) => cumulativeIncidence(table, cause));
        for (const { duration } of all) {
          const total = curves.reduce((sum, curve) => sum + curve.at(duration)!.incidence, 0);
          expect(total + survival.at(duration)!.survival).toBeCloseTo(1, 14);
        }
      }),
    );
  });

  it('no incidence is above what the Kaplan-Meier curve of its cause alone says', () => {
    fc.assert(
      fc.property(records, (all) => {
        const table = eventTable(all);
        const alone = kaplanMeier(onlyCauses(table, ['a']));
        const competing = cumulativeIncidence(table, 'a');
        for (const { duration } of all) {
          const bound = 1 - alone.at(duration)!.survival;
          expect(competing.at(duration)!.incidence).toBeLessThanOrEqual(bound + 1e-14);
        }
      }),
    );
  });

  it('the incidence of the only cause is what survival lost, with the same error', () => {
    fc.assert(
      fc.property(recordsOf({ causes: ['a'], longest: 6, late: true, minLength: 1 }), (all) => {
        const survival = kaplanMeier(eventTable(all));
        const incidence = cumulativeIncidence(eventTable(all), 'a');
        for (const { duration } of all) {
          const { standardError, survival: share } = survival.at(duration)!;
          expect(incidence.at(duration)!.incidence).toBeCloseTo(1 - share, 14);
          expect(incidence.at(duration)!.standardError).toBeCloseTo(standardError ?? 0, 14);
        }
      }),
    );
  });

  it('intervals hold the estimate and lie within 0 and 1', () => {
    fc.assert(
      fc.property(records, fc.constantFrom('log-log', 'log', 'plain'), (all, interval) => {
        const table = eventTable(all);
        for (const { duration } of all) {
          const survival = kaplanMeier(table, { interval }).at(duration)!;
          const incidence = cumulativeIncidence(table, 'a', { interval }).at(duration)!;
          for (const [value, limits] of [
            [survival.survival, survival.interval],
            [incidence.incidence, incidence.interval],
          ] as const) {
            if (!limits) continue;
            expect(limits.lower).toBeGreaterThanOrEqual(0);
            expect(limits.lower).toBeLessThanOrEqual(value + 1e-14);
            expect(limits.upper).toBeGreaterThanOrEqual(value - 1e-14);
            expect(limits.upper).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });
});
