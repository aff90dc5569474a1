import { momentOf } from './moment.js';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const at = (date: string) => new Date(momentOf('asOf', date, NOW)).toISOString();

describe('the moment that a date means', () => {
  it('is its last millisecond', () => {
    expect(at('2021-06-15')).toBe('2021-06-15T15:59:59.999Z');
    expect(at('2020')).toBe('2020-12-31T15:59:59.999Z');
    expect(at('2021-06-15T10:00:00.123Z')).toBe('2021-06-15T10:00:00.123Z');
    expect(at('2021-06-15T10:00Z')).toBe('2021-06-15T10:00:59.999Z');
  });

  it('is now while the date is not over', () => {
    expect(at('2026')).toBe('2026-11-23T12:00:00.000Z');
    expect(momentOf('asOf', undefined, NOW)).toBe(NOW);
  });

  it('is never in the future', () => {
    for (const date of ['2027', '2026-11-24', '2026-11-23T12:00:01Z']) {
      expect(() => at(date)).toThrow(expect.objectContaining({ name: 'InvalidContent' }));
    }
  });
});
