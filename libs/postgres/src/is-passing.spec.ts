import { connect } from 'node:net';
import { isPassing } from './is-passing.js';

const withCode = (code: string) => Object.assign(new Error('x'), { code });

describe('an error', () => {
  it('passes when nobody listens: an error that Node itself made', async () => {
    const refused = await new Promise((resolve) => connect(1, '127.0.0.1').on('error', resolve));
    expect(isPassing(refused)).toBe(true);
  });

  it.each(['Connection terminated unexpectedly', 'timeout expired', 'timeout exceeded when trying to connect'])(
    'passes when the driver says "%s"',
    (message) => expect(isPassing(new Error(message))).toBe(true),
  );

  it.each(['08006', '53300', '57P01', '57P03', '40001', '40P01', '55P03', '25006', '57014', 'ECONNREFUSED', 'EPIPE'])(
    'with code %s passes, also as the cause of another',
    (code) => {
      expect(isPassing(withCode(code))).toBe(true);
      expect(isPassing(new Error('query failed', { cause: withCode(code) }))).toBe(true);
    },
  );

  it.each(['22P02', '23001', '23505', '42P01', '25P02', '54000', 'ENOSPC', 'ERR_ASSERTION'])(
    'with code %s stays',
    (code) => expect(isPassing(withCode(code))).toBe(false),
  );

  it('passes when all addresses of a host failed so', () => {
    expect(isPassing(new AggregateError([withCode('ECONNREFUSED'), withCode('ENETUNREACH')]))).toBe(true);
    expect(isPassing(new AggregateError([withCode('ECONNREFUSED'), withCode('22P02')]))).toBe(false);
  });

  it('stays when it is anything else', () => {
    for (const error of [new TypeError('x'), new Error('x'), 'ECONNRESET', undefined, { code: '40001' }])
      expect(isPassing(error)).toBe(false);
  });
});
