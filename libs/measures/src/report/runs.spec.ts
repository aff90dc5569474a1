import fc from 'fast-check';
import { eventTable } from '../statistics/event-table.js';
import { Runs } from './runs.js';

const run = fc.record({
  cause: fc.constantFrom('helped', 'deflected', null),
  duration: fc.integer({ min: 2, max: 20 }),
  entry: fc.constantFrom(null, null, 0, 1),
  count: fc.integer({ min: 1, max: 5 }),
});
const runs = fc.array(run, { maxLength: 30 });

function counted(
  ...parts: { runs: readonly (typeof run extends fc.Arbitrary<infer R> ? R : never)[]; sign: 1 | -1 }[]
) {
  const all = new Runs();
  for (const { runs, sign } of parts) {
    for (const { cause, duration, entry, count } of runs) all.add(cause, duration, entry, sign * count);
  }
  return all;
}

const columns = ({ times, causes, events, censored, entered, fromStart }: ReturnType<typeof eventTable>) => ({
  ...{ times: Array.from(times), causes, fromStart },
  ...{ events: events.map((column) => Array.from(column)), censored: Array.from(censored) },
  entered: Array.from(entered),
});

describe('counted runs', () => {
  it('make the table of the single records', () =>
    fc.assert(
      fc.property(runs, (seen) => {
        const records = seen.map(({ entry, ...record }) => (entry === null ? record : { ...record, entry }));
        expect(columns(counted({ runs: seen, sign: 1 }).table('all'))).toEqual(columns(eventTable(records)));
      }),
    ));

  it('leave no trace of what was taken away again, and add up when merged', () =>
    fc.assert(
      fc.property(runs, runs, (stay, go) => {
        const all = counted({ runs: go, sign: 1 }, { runs: stay, sign: 1 });
        all.merge(counted({ runs: go, sign: -1 }));
        expect(columns(all.table('all'))).toEqual(columns(counted({ runs: stay, sign: 1 }).table('all')));
      }),
    ));
});
