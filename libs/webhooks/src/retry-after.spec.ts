import { pauseAskedFor } from './retry-after.js';

const NOW = Date.parse('2026-03-01T08:00:00Z');

describe('a Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Sun, 01 Mar 2026 08:00:30 GMT', 30_000],
    ['Sun, 01 Mar 2026 07:00:00 GMT', 0],
    ['Sunday, 01-Mar-26 08:00:30 GMT', 30_000],
  ])('%j asks for a pause', (header, pause) => expect(pauseAskedFor(header, NOW)).toBe(pause));

  it.each([undefined, '', 'soon', '-5', '2026-03-01', 'Sun, 40 Mar 2026 08:00:30 GMT'])(
    '%j asks for nothing',
    (header) => expect(pauseAskedFor(header, NOW)).toBeUndefined(),
  );
});
