import fc from 'fast-check';
import { InvalidDurationRecord, type DurationRecord } from './duration-record.js';
import { eventTable, mergeEventTables, type EventTable } from './event-table.js';
import { onlyCauses } from './only-causes.js';
import { recordsOf } from '../test-support/duration-records.js';

const records = recordsOf({ causes: ['a', 'b'], longest: 8, late: true });

/** A table as plain arrays, which compare. */
function plain({ times, causes, events, censored, entered, fromStart }: EventTable) {
  return {
    times: Array.from(times),
    causes,
    events: events.map((column) => Array.from(column)),
    censored: Array.from(censored),
    entered: Array.from(entered),
    fromStart,
  };
}

describe('a table of events', () => {
  it('counts what ended and what began to be watched at each time', () => {
    const table = eventTable([
      { duration: 5, cause: 'helped' },
      { duration: 0, cause: 'deflected', count: 2 },
      { duration: 5, cause: null, entry: 1 },
      { duration: 5, cause: 'helped', entry: 0, count: 3 },
      { duration: 9, cause: null, entry: -2 },
      { duration: 7, cause: 'informed', count: 0 },
    ]);
    expect(plain(table)).toEqual({
      times: [0, 1, 5, 9],
      causes: ['deflected', 'helped'],
      events: [
        [2, 0, 0, 0],
        [0, 0, 4, 0],
      ],
      censored: [0, 0, 1, 1],
      entered: [3, 1, 0, 0],
      fromStart: 4,
    });
  });

  it('of no records is empty', () => {
    const empty = { times: [], causes: [], events: [], censored: [], entered: [], fromStart: 0 };
    expect(plain(eventTable([]))).toEqual(empty);
    expect(plain(mergeEventTables([]))).toEqual(empty);
  });

  it('does not depend on the order of the records', () => {
    fc.assert(
      fc.property(
        records.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => expect(plain(eventTable(shuffled))).toEqual(plain(eventTable(all))),
      ),
    );
  });

  it('of several tables is the table of all their records', () => {
    fc.assert(
      fc.property(fc.array(records, { maxLength: 4 }), (parts) => {
        expect(plain(mergeEventTables(parts.map(eventTable)))).toEqual(plain(eventTable(parts.flat())));
      }),
    );
  });

  it('counts a count as so many records', () => {
    fc.assert(
      fc.property(records, (all) => {
        const repeated = all.flatMap(({ count = 1, ...record }) => new Array<DurationRecord>(count).fill(record));
        expect(plain(eventTable(repeated))).toEqual(plain(eventTable(all)));
      }),
    );
  });

  it('holds as many distinct times as there are', () => {
    const many = 200_000;
    const all = Array.from({ length: many }, (_, at) => ({ duration: (at * 7919) % many, cause: at % 2 ? 'a' : null }));
    const table = eventTable(all);
    expect(table.times).toEqual(Float64Array.from({ length: many }, (_, at) => at));
    expect(Array.from(table.events[0]!).every((count, at) => count + table.censored[at]! === 1)).toBe(true);
  });

  it.each<[string, DurationRecord, string]>([
    ['a negative duration', { duration: -1, cause: null }, 'duration'],
    ['an endless duration', { duration: Infinity, cause: null }, 'duration'],
    ['a duration that is no number', { duration: NaN, cause: null }, 'duration'],
    ['an entry at its end', { duration: 3, cause: 'a', entry: 3 }, 'entry'],
    ['an entry at 0 of what took no time', { duration: 0, cause: 'a', entry: 0 }, 'entry'],
    ['an entry that is no number', { duration: 3, cause: 'a', entry: NaN }, 'entry'],
    ['a negative count', { duration: 3, cause: 'a', count: -1 }, 'count'],
    ['a broken count', { duration: 3, cause: 'a', count: 1.5 }, 'count'],
  ])('refuses %s', (_, record, field) => {
    expect(() => eventTable([record])).toThrow(InvalidDurationRecord);
    expect(() => eventTable([record])).toThrow(expect.objectContaining({ field, value: record[field as 'duration'] }));
  });
});

describe('a table of some causes', () => {
  it('has censored what ended in another way', () => {
    fc.assert(
      fc.property(records, (all) => {
        const censored = all.map((record) => (record.cause === 'b' ? { ...record, cause: null } : record));
        expect(plain(onlyCauses(eventTable(all), ['a', 'never']))).toEqual(plain(eventTable(censored)));
      }),
    );
  });
});
