import { AccessDeniedError, DeadlineExceededError, StreamDeletedError, UnknownError } from '@kurrent/kurrentdb-client';
import { isPassing } from './failures.js';

const withCode = (code: number) => Object.assign(new Error('x'), { code });

describe('a failure of the client', () => {
  it.each([
    ['no answer in time', new DeadlineExceededError()],
    ['not ready', new UnknownError(undefined, 'Server Is Not Ready')],
    ['no leader found, a plain error', new Error('Failed to discover after 10 attempts.')],
    ['CANCELLED', withCode(1)],
    ['DEADLINE_EXCEEDED', withCode(4)],
    ['INTERNAL', withCode(13)],
    ['UNAVAILABLE', withCode(14)],
  ])('passes: %s', (_, error) => expect(isPassing(error)).toBe(true));

  it.each([
    ['access denied', new AccessDeniedError()],
    ['a deleted stream', StreamDeletedError.fromStreamName('case-1')],
    ['INVALID_ARGUMENT', withCode(3)],
    ['PERMISSION_DENIED', withCode(7)],
    ['UNIMPLEMENTED', withCode(12)],
    ['UNAUTHENTICATED', withCode(16)],
    ['an error of ours', new TypeError('x is not a function')],
    ['no error at all', 'x'],
  ])('lasts: %s', (_, error) => expect(isPassing(error)).toBe(false));
});
