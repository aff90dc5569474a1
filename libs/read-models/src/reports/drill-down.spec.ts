import { DEFAULT_TIME_ZONE, parseEdtf } from '#time';
import { drillDowns } from './drill-down.js';
import { framedView } from './framed-view.js';

const frame = framedView({ asOf: 0, knownAt: 0, position: '' });

/** The period that a list is asked for. */
function listed(period: string, group: string): string {
  const link = drillDowns({ period }, frame)({ period: group });
  return new URL(link, 'http://localhost').searchParams.get('period')!;
}

describe('the list of a group by period', () => {
  it.each([
    ['2021', '2021-03', '2021-03-01/2021-03-31'],
    ['2021-03-05', '2021', '2021-03-05'],
    ['2020-03-15/2021-02', '2021-01/2021-03', '2021-01-01/2021-02-28'],
    ['unknown', 'unknown', 'unknown'],
  ])('takes of %s and %s what both have', (period, group, both) => {
    expect(listed(period, group)).toBe(both);
  });

  it('cuts a day where the period does', () => {
    const { earliest, latest } = parseEdtf(
      listed('2021-03-31T10:00+08:00/2021-04-02T12:00+08:00', '2021-03'),
      DEFAULT_TIME_ZONE,
    );
    expect(new Date(earliest).toISOString()).toBe('2021-03-31T02:00:00.000Z');
    expect(new Date(latest).toISOString()).toBe('2021-03-31T16:00:00.000Z');
  });
});
