import { connect } from 'node:net';
import pg from 'pg';
import { StoreUnavailable } from '../errors.js';
import { isPassing } from './passing-failure.js';

const answer = (code: string) => Object.assign(new pg.DatabaseError('x', 1, 'error'), { code });

describe('a failure of the driver', () => {
  it('passes when nobody listens: an error that Node itself made', async () => {
    const refused = await new Promise((resolve) => connect(1, '127.0.0.1').on('error', resolve));
    expect(isPassing(refused)).toBe(true);
  });

  it('passes when the driver lost the connection', () => {
    expect(isPassing(new Error('Connection terminated unexpectedly'))).toBe(true);
  });

  it.each(['08006', '53300', '57P01', '57P03', '57014', '40001', '40P01', '25006'])(
    'passes when the server says %s',
    (code) => expect(isPassing(answer(code))).toBe(true),
  );

  it.each(['22P02', '23001', '23505', '42P01', '54000'])('stays when the server says %s', (code) =>
    expect(isPassing(answer(code))).toBe(false),
  );

  it('stays when it is a mistake of ours, or was given up on already', () => {
    for (const error of [new TypeError('x'), new RangeError('x'), new StoreUnavailable('closed'), 'x', undefined])
      expect(isPassing(error)).toBe(false);
  });
});
