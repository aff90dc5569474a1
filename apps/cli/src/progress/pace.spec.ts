import { Pace } from './pace.js';

describe('the pace of a command', () => {
  let now = 0;
  const pace = () => {
    now = 1000;
    return new Pace(() => now);
  };

  it('is the number of events a second since the start', () => {
    const started = pace();
    now += 4000;
    expect(started.rate(10_000)).toBe(2500);
  });

  it('tells the time that is left if it goes on like that', () => {
    const started = pace();
    now += 30_000;
    expect(started.left(0.25)).toBe('1:30');
    expect(started.left(1)).toBe('0:00');
  });

  it('tells nothing before there is anything to tell from', () => {
    expect(pace().rate(0)).toBe(0);
    expect(pace().left(0)).toBeUndefined();
  });
});
