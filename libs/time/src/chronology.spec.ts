import fc from 'fast-check';
import { Chronology, InvalidDuration, parseEdtf, type Bounds, type Interval, type Point } from './index.js';

const DAY = 86_400_000;

function on(id: string, date: string, since?: Point['since']): Point {
  return { id, interval: parseEdtf(date, 'Asia/Shanghai'), since };
}

/** So many milliseconds as a duration. */
function ms(count: number): string {
  return `PT${Math.floor(count / 1000)}.${String(count % 1000).padStart(3, '0')}S`;
}

describe('a chronology without any since', () => {
  const chronology = new Chronology([on('call', '2021-06-15'), on('answer', '2021-06-17')]);

  it('leaves every point its own interval', () => {
    expect(chronology.interval('call')).toEqual(parseEdtf('2021-06-15', 'Asia/Shanghai'));
    expect(chronology.contradiction).toBeUndefined();
  });

  it('bounds how long one came after the other by their own intervals', () => {
    expect(chronology.between('call', 'answer')).toEqual({ low: DAY + 1, high: 3 * DAY - 1 });
    expect(chronology.between('answer', 'call')).toEqual({ low: 1 - 3 * DAY, high: -DAY - 1 });
  });

  it('knows that a point is as long after itself as it is', () => {
    expect(chronology.between('call', 'call')).toEqual({ low: 0, high: 0 });
  });

  it('knows nothing of a point that was not given', () => {
    expect(chronology.interval('closing')).toBeUndefined();
    expect(chronology.between('call', 'closing')).toBeUndefined();
    expect(chronology.between('closing', 'call')).toBeUndefined();
    expect(new Chronology([]).interval('call')).toBeUndefined();
  });
});

describe('a chronology with a since', () => {
  it('puts an answer of the same day within a day of the call, though only the month is known', () => {
    const chronology = new Chronology([
      on('call', '2021-06'),
      on('answer', '2021-06', { stepId: 'call', atMost: 'P1D' }),
    ]);
    expect(chronology.between('call', 'answer')).toEqual({ low: 0, high: DAY });
  });

  it('narrows the one by the other, in both directions', () => {
    const chronology = new Chronology([
      on('call', '2021'),
      on('answer', '2021-06-15', { stepId: 'call', atLeast: 'P2D', atMost: 'P3D' }),
    ]);
    const answer = parseEdtf('2021-06-15', 'Asia/Shanghai');
    expect(chronology.interval('call')).toEqual({
      earliest: answer.earliest - 3 * DAY,
      latest: answer.latest - 2 * DAY,
    });
    expect(chronology.interval('answer')).toEqual(answer);
  });

  it('takes the shortest month as the least and the longest as the most', () => {
    const chronology = new Chronology([
      on('filed', '2021'),
      on('ruled', '2021/2022', { stepId: 'filed', atLeast: 'P1M', atMost: 'P3M' }),
    ]);
    expect(chronology.between('filed', 'ruled')).toEqual({ low: 28 * DAY, high: 93 * DAY });
  });

  it('says how far apart two points are that came after the same one', () => {
    const chronology = new Chronology([
      on('call', '2021'),
      on('answer', '2021', { stepId: 'call', atLeast: 'PT2H', atMost: 'P1D' }),
      on('deed', '2021', { stepId: 'call', atMost: 'P3D' }),
      on('thanks', '2021', { stepId: 'deed', atLeast: 'P1D', atMost: 'P2D' }),
      on('unrelated', '2021'),
    ]);
    expect(chronology.between('answer', 'deed')).toEqual({ low: -DAY, high: 3 * DAY - DAY / 12 });
    expect(chronology.between('answer', 'thanks')).toEqual({ low: 0, high: 5 * DAY - DAY / 12 });
    expect(chronology.between('call', 'thanks')).toEqual({ low: DAY, high: 5 * DAY });
    expect(chronology.between('unrelated', 'answer')!.high).toBeGreaterThan(300 * DAY);
  });

  it('does not depend on the order in which the points are given', () => {
    const points = [
      on('a', '2021'),
      on('b', '2021', { stepId: 'a' }),
      on('c', '2021-03', { stepId: 'b', atMost: 'P1D' }),
    ];
    expect(new Chronology(points.reverse()).interval('a')!.latest).toBe(parseEdtf('2021-03', 'Asia/Shanghai').latest);
  });

  it('leaves aside a since that names no given point', () => {
    const chronology = new Chronology([on('answer', '2021', { stepId: 'retracted', atMost: 'P1D' })]);
    expect(chronology.contradiction).toBeUndefined();
    expect(chronology.interval('answer')).toEqual(parseEdtf('2021', 'Asia/Shanghai'));
  });

  it.each<[string, Point[], string]>([
    ['comes before the point it came after', [on('a', '2021-06-15'), on('b', '2021-06-14', { stepId: 'a' })], 'b'],
    ['comes too late', [on('a', '2021-06-15'), on('b', '2021-06-17', { stepId: 'a', atMost: 'P1D' })], 'b'],
    [
      'needs more than it may take',
      [on('a', '2021'), on('b', '2021', { stepId: 'a', atLeast: 'P2D', atMost: 'P1D' })],
      'b',
    ],
    ['came after itself', [on('a', '2021', { stepId: 'a' })], 'a'],
  ])('tells of a point that %s', (_, points, id) => {
    const chronology = new Chronology(points);
    expect(chronology.contradiction).toBe(id);
    for (const point of points) expect(chronology.interval(point.id)).toEqual(point.interval);
  });

  it('tells of a circle of points that each came after the next, and of paths that lead into it', () => {
    const points = [
      on('x', '2021', { stepId: 'a' }),
      on('a', '2021', { stepId: 'b' }),
      on('b', '2021', { stepId: 'c' }),
      on('c', '2021', { stepId: 'a' }),
    ];
    expect(['a', 'b', 'c']).toContain(new Chronology(points).contradiction);
    expect(new Chronology(points).between('a', 'b')).toBeDefined();
  });

  it('tells of two points that do not fit together through a third', () => {
    const points = [
      on('a', '2021'),
      on('b', '2021-03-01', { stepId: 'a', atMost: 'P1D' }),
      on('c', '2021-03-10', { stepId: 'a', atMost: 'P1D' }),
    ];
    expect(new Chronology(points).contradiction).toBeDefined();
  });

  it('refuses a duration that is none', () => {
    expect(() => new Chronology([on('a', '2021'), on('b', '2021', { stepId: 'a', atMost: 'soon' })])).toThrow(
      InvalidDuration,
    );
  });

  it('follows a chain of any length', () => {
    const chain = Array.from({ length: 20_000 }, (_, i) =>
      on(String(i), '2021', i === 0 ? undefined : { stepId: String(i - 1), atLeast: 'PT1S', atMost: 'PT2S' }),
    ).reverse();
    expect(new Chronology(chain).between('0', '19999')).toEqual({ low: 19_999_000, high: 39_998_000 });
  });
});

/** Points within a few milliseconds of each other, so that every choice of moments can be tried. */
interface Small {
  earliest: number;
  width: number;
  /** Index of another point, taken modulo the points before it; none for the first. */
  other: number;
  tied: boolean;
  atLeast: number;
  extra: number | null;
}

const small = fc.record<Small>({
  earliest: fc.nat(6),
  width: fc.integer({ min: 1, max: 5 }),
  other: fc.nat(5),
  tied: fc.boolean(),
  atLeast: fc.nat(3),
  extra: fc.option(fc.nat(3)),
});
const network = fc.array(small, { minLength: 1, maxLength: 5 });

function pointsOf(smalls: readonly Small[]): Point[] {
  return smalls.map(({ earliest, width, other, tied, atLeast, extra }, i) => ({
    id: String(i),
    interval: { earliest, latest: earliest + width },
    since:
      tied && i > 0
        ? { stepId: String(other % i), atLeast: ms(atLeast), ...(extra !== null && { atMost: ms(atLeast + extra) }) }
        : undefined,
  }));
}

/** Every choice of one moment per point that agrees with all that is said. */
function choices(smalls: readonly Small[]): number[][] {
  let found: number[][] = [[]];
  smalls.forEach(({ earliest, width, other, tied, atLeast, extra }, i) => {
    const moments = Array.from({ length: width }, (_, n) => earliest + n);
    found = found.flatMap((chosen) =>
      moments
        .filter((moment) => {
          if (!tied || i === 0) return true;
          const gap = moment - chosen[other % i]!;
          return gap >= atLeast && (extra === null || gap <= atLeast + extra);
        })
        .map((moment) => [...chosen, moment]),
    );
  });
  return found;
}

/** Those of them in which nothing precedes the first point. */
const fromTheFirst = (chosen: readonly number[]) => chosen.every((moment) => moment >= chosen[0]!);

function boundsOf(values: readonly number[]): Bounds {
  return { low: Math.min(...values), high: Math.max(...values) };
}

describe('a chronology with a first point', () => {
  it('begins no other before it, and lets it be no later than any other', () => {
    const chronology = new Chronology([on('opened', '2021-03/2021-06'), on('a', '2021'), on('b', '2021-04')], 'opened');
    expect(chronology.interval('opened')).toEqual(parseEdtf('2021-03/2021-04', 'Asia/Shanghai'));
    expect(chronology.interval('a')).toEqual(parseEdtf('2021-03/2021-12', 'Asia/Shanghai'));
    expect(chronology.between('opened', 'b')!.low).toBe(0);
    expect(chronology.between('b', 'opened')!.high).toBe(0);
  });

  it.each([undefined, { stepId: 'before', atMost: 'P1D' }])('leaves aside what certainly precedes it, %j', (since) => {
    const points = [on('opened', '2021-03'), on('before', '2021-02'), on('also', '2021', since), on('a', '2021')];
    const chronology = new Chronology(points, 'opened');
    expect(chronology.contradiction).toBeUndefined();
    expect(chronology.interval('opened')).toEqual(parseEdtf('2021-03', 'Asia/Shanghai'));
    expect(chronology.interval('before')).toEqual(parseEdtf('2021-02', 'Asia/Shanghai'));
    expect(chronology.between('opened', 'before')!.high).toBeLessThan(0);
    expect(chronology.interval('a')!.earliest).toBe(parseEdtf('2021-03', 'Asia/Shanghai').earliest);
  });
});

describe('any chronology', () => {
  it.each([
    ['for points and for pairs of points', undefined, () => true],
    ['so that none precedes the first', '0', fromTheFirst],
  ])('holds exactly the moments that can be chosen, %s', (_, first, agrees) => {
    fc.assert(
      fc.property(network, (smalls) => {
        const chronology = new Chronology(pointsOf(smalls), first);
        const chosen = choices(smalls);
        expect(chronology.contradiction === undefined).toBe(chosen.length > 0);
        const possible = chosen.filter(agrees);
        fc.pre(possible.length > 0);
        smalls.forEach((_, a) => {
          const { low, high } = boundsOf(possible.map((chosen) => chosen[a]!));
          expect(chronology.interval(String(a))).toEqual({ earliest: low, latest: high + 1 });
          smalls.forEach((__, b) => {
            const apart = boundsOf(possible.map((chosen) => chosen[b]! - chosen[a]!));
            expect(chronology.between(String(a), String(b))).toEqual(apart);
          });
        });
      }),
      { numRuns: 1000 },
    );
  });

  it.each([undefined, '0'])('is nowhere wider for being told more, with %s as the first', (first) => {
    const narrowing = fc.record({ start: fc.nat(2), end: fc.nat(2), atLeast: fc.nat(1), atMost: fc.nat(1) });
    fc.assert(
      fc.property(network, fc.array(narrowing, { minLength: 5, maxLength: 5 }), (smalls, narrowings) => {
        const more = smalls.map((point, i) => narrowed(point, narrowings[i]!));
        const wide = new Chronology(pointsOf(smalls), first);
        const narrow = new Chronology(pointsOf(more), first);
        fc.pre(choices(more).some(first === undefined ? () => true : fromTheFirst));
        expect(wide.contradiction).toBeUndefined();
        smalls.forEach((_, a) => {
          expectWithin(narrow.interval(String(a))!, wide.interval(String(a))!);
          smalls.forEach((__, b) => {
            const outer = wide.between(String(a), String(b))!;
            const inner = narrow.between(String(a), String(b))!;
            expect(inner.low).toBeGreaterThanOrEqual(outer.low);
            expect(inner.high).toBeLessThanOrEqual(outer.high);
          });
        });
      }),
      { numRuns: 1000 },
    );
  });

  function narrowed(point: Small, by: { start: number; end: number; atLeast: number; atMost: number }): Small {
    const start = Math.min(by.start, point.width - 1);
    const width = Math.max(1, point.width - start - by.end);
    const atLeast = Math.min(by.atLeast, point.extra ?? Infinity);
    const extra = point.extra === null ? null : Math.max(0, point.extra - atLeast - by.atMost);
    return { ...point, earliest: point.earliest + start, width, atLeast: point.atLeast + atLeast, extra };
  }

  function expectWithin(inner: Interval, outer: Interval): void {
    expect(inner.earliest).toBeGreaterThanOrEqual(outer.earliest);
    expect(inner.latest).toBeLessThanOrEqual(outer.latest);
  }
});
