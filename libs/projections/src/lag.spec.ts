import { distance, lagBehind } from './lag.js';

const nth = (n: number) => String(n).padStart(19, '0');

describe('the lag of a projection', () => {
  it('is none on an empty log and at the end of one', () => {
    expect(lagBehind('', undefined)).toEqual({ caughtUp: true, behind: 0 });
    expect(lagBehind(nth(7), nth(7))).toEqual({ caughtUp: true, behind: 0 });
  });

  it('is the difference of positions that are numbers', () => {
    expect(lagBehind('', nth(7))).toEqual({ caughtUp: false, behind: 7 });
    expect(lagBehind(nth(9), nth(10))).toEqual({ caughtUp: false, behind: 1 });
    expect(distance('9007199254740993', '9007199254740999')).toBe(6);
  });

  it('is in bytes where positions count those', () => {
    expect(lagBehind('', `b${nth(700)}`)).toEqual({ caughtUp: false, behindBytes: 700 });
    expect(lagBehind(`b${nth(600)}`, `b${nth(700)}`)).toEqual({ caughtUp: false, behindBytes: 100 });
    expect(lagBehind(`b${nth(600)}.${nth(650)}`, `b${nth(600)}`)).toEqual({ caughtUp: true, behindBytes: 0 });
    expect(lagBehind(nth(600), `b${nth(700)}`)).toEqual({ caughtUp: false });
  });

  it('is just there where positions are something else', () => {
    expect(lagBehind('a', 'b')).toEqual({ caughtUp: false });
  });
});
