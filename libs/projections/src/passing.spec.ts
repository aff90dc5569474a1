import { StoreUnavailable } from '#event-store';
import { ConnectionLost } from './errors.js';
import { isPassing } from './passing.js';

const withCode = (code: string) => Object.assign(new Error('x'), { code });

describe('an error', () => {
  it.each(['08006', '53300', '57P01', '57P03', '40001', '40P01', '55P03', '25006', '57014', 'ECONNREFUSED', 'EPIPE'])(
    'with code %s passes by itself',
    (code) => {
      expect(isPassing(withCode(code))).toBe(true);
      // An ORM wraps what the driver throws.
      expect(isPassing(new Error('query failed', { cause: withCode(code) }))).toBe(true);
    },
  );

  it.each(['22P02', '23505', '42P01', '25P02', 'ENOSPC', 'ERR_ASSERTION'])('with code %s does not', (code) =>
    expect(isPassing(withCode(code))).toBe(false),
  );

  it('passes when a connection or the event store is gone', () => {
    expect(isPassing(new ConnectionLost())).toBe(true);
    expect(isPassing(new StoreUnavailable('gone'))).toBe(true);
  });

  it('does not when it is anything else', () => {
    for (const error of [new TypeError('x'), 'ECONNRESET', undefined, { code: '40001' }])
      expect(isPassing(error)).toBe(false);
  });
});
