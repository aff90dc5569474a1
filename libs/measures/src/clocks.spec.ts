import fc from 'fast-check';
import type { Interval } from '#time';
import type { CaseHistory, HistoryStep } from './case-history.js';
import { clocksOf } from './clocks.js';

/** Intervals a few seconds wide, so that every choice of instants can be tried. */
const SECOND = 1000;
const small = fc
  .tuple(fc.nat(6), fc.integer({ min: 1, max: 4 }))
  .map(([from, width]): Interval => ({ earliest: from * SECOND, latest: (from + width) * SECOND }));
const some = fc.array(small, { minLength: 1, maxLength: 3 });

const stepAt =
  (type: string) =>
  (interval: Interval, index: number): HistoryStep => ({
    stepId: `${type} ${index}`,
    type,
    content: { unionId: 'a', outcome: 'reached', reasons: [] },
    interval,
    revision: index,
  });

function firstReply(calls: readonly Interval[], replies: readonly Interval[]) {
  const steps = [...calls.map(stepAt('UnionCalled')), ...replies.map(stepAt('Deflected'))];
  steps.sort((a, b) => a.interval.earliest - b.interval.earliest);
  const find = (stepId: string) => steps.find((step) => step.stepId === stepId)!.interval;
  const history: CaseHistory = {
    timeZone: 'UTC',
    steps,
    opening: undefined,
    lifecycle: [],
    between: (from, to) => ({
      low: find(to).earliest - (find(from).latest - 1),
      high: find(to).latest - 1 - find(from).earliest,
    }),
  };
  return clocksOf(history, new Set(['a']), steps).first_reply!;
}

/** The replies that may have come after the first contact, which are those that are taken to have. */
function taken(calls: readonly Interval[], replies: readonly Interval[]): Interval[] {
  const first = Math.min(...calls.map(({ earliest }) => earliest));
  return replies.filter(({ latest }) => latest > first);
}

/** The first and the last second of every interval, and those between, in all combinations. */
function choices(intervals: readonly Interval[]): number[][] {
  let found: number[][] = [[]];
  for (const { earliest, latest } of intervals) {
    const instants: number[] = [latest - 1];
    for (let at = earliest; at < latest; at += SECOND) instants.push(at);
    found = found.flatMap((chosen) => instants.map((at) => [...chosen, at]));
  }
  return found;
}

const shrunk = fc.tuple(fc.nat(2), fc.nat(2));
function narrowed({ earliest, latest }: Interval, [start, end]: readonly [number, number]): Interval {
  const from = Math.min(earliest + start * SECOND, latest - SECOND);
  return { earliest: from, latest: Math.max(from + SECOND, latest - end * SECOND) };
}

describe('the clock of the first reply', () => {
  it('is bounded whatever the instants were, from the first of all calls to the first of all replies', () => {
    fc.assert(
      fc.property(some, some, (calls, replies) => {
        const counted = taken(calls, replies);
        fc.pre(counted.length > 0);
        const { start, stop, seconds } = firstReply(calls, replies);
        const lengths = choices([...calls, ...counted]).map((chosen) => {
          const first = Math.min(...chosen.slice(0, calls.length));
          const reply = Math.min(...chosen.slice(calls.length));
          expect(first >= start.earliest && first < start.latest).toBe(true);
          expect(reply >= stop!.earliest && reply < stop!.latest).toBe(true);
          return Math.max(0, reply - first) / 1000;
        });
        expect(seconds!.low).toBe(Math.floor(Math.min(...lengths)));
        expect(seconds!.high).toBe(Math.ceil(Math.max(...lengths)));
      }),
    );
  });

  it('never gets wider, nor elsewhere, as dates get narrower and the same replies count', () => {
    const narrowings = fc.array(shrunk, { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(some, some, narrowings, (calls, replies, by) => {
        const narrowCalls = calls.map((interval, index) => narrowed(interval, by[index]!));
        const narrowReplies = replies.map((interval, index) => narrowed(interval, by[3 + index]!));
        const counted = taken(calls, replies).length;
        fc.pre(counted > 0 && taken(narrowCalls, narrowReplies).length === counted);
        const wide = firstReply(calls, replies);
        const narrow = firstReply(narrowCalls, narrowReplies);
        expect(narrow.seconds!.low).toBeGreaterThanOrEqual(wide.seconds!.low);
        expect(narrow.seconds!.high).toBeLessThanOrEqual(wide.seconds!.high);
        expect(narrow.days!.low).toBeGreaterThanOrEqual(wide.days!.low);
        expect(narrow.days!.high).toBeLessThanOrEqual(wide.days!.high);
        expect(narrow.start.earliest).toBeGreaterThanOrEqual(wide.start.earliest);
        expect(narrow.stop!.latest).toBeLessThanOrEqual(wide.stop!.latest);
      }),
    );
  });
});
