import { HttpException } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { EventTooLarge, InvalidEvent, InvalidRead, StoreUnavailable } from '#event-store';
import { IdempotencyConflict, StaleRevision, TooMuchContention } from '#ledger';
import { ProjectionFailed } from '#projections';
import { InvalidCursor } from '#read-models';
import { InvalidContent, Refusal } from '#unions';
import { problemOf } from './problem-of.js';

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code });
const fastify = (code: string, status: number) =>
  new HttpException('Body of Zhang San is broken', status, { cause: withCode(code) });

describe('the answer to an error', () => {
  it.each([
    [new InvalidContent([{ field: 'title', message: 'x' }]), 422, 'validation'],
    [new Refusal('case_closed', 'x'), 409, 'case-closed'],
    [new Refusal('case_not_found', 'x'), 404, 'case-not-found'],
    [new Refusal('a_rule_nobody_told_us_of', 'x'), 500, 'internal-error'],
    [new StaleRevision(3, 5), 412, 'stale-revision'],
    [new IdempotencyConflict('x'), 422, 'idempotency-conflict'],
    [new InvalidCursor(), 422, 'validation'],
    [new InvalidRead('x'), 422, 'validation'],
    [new InvalidEvent('x'), 422, 'validation'],
    [new EventTooLarge('x', 2_000_000), 413, 'content-too-large'],
    [new TooMuchContention('x'), 503, 'contention'],
    [new ProjectionFailed('cases', 'failed', null), 503, 'projection-stopped'],
    [new StoreUnavailable('x'), 503, 'unavailable'],
    [withCode('ECONNREFUSED'), 503, 'unavailable'],
    [withCode('57P01'), 503, 'unavailable'],
    [withCode('53300'), 503, 'unavailable'],
    [new Error('Connection terminated unexpectedly'), 503, 'unavailable'],
    [new AggregateError([withCode('ECONNREFUSED')]), 503, 'unavailable'],
    [new QueryFailedError('SELECT 1', [], withCode('08006')), 503, 'unavailable'],
    [new QueryFailedError('SELECT secret', [], withCode('42P01')), 500, 'internal-error'],
    [fastify('FST_ERR_CTP_BODY_TOO_LARGE', 413), 413, 'content-too-large'],
    [fastify('FST_ERR_CTP_INVALID_MEDIA_TYPE', 415), 415, 'unsupported-media-type'],
    [fastify('FST_ERR_CTP_INVALID_CONTENT_LENGTH', 400), 400, 'malformed-request'],
    [new TypeError('undefined is not Zhang San'), 500, 'internal-error'],
    ['a bare string', 500, 'internal-error'],
    [undefined, 500, 'internal-error'],
    [null, 500, 'internal-error'],
  ])('%s is a %i %s', (error, status, name) => {
    const problem = problemOf(error);
    expect([problem.kind.status, problem.name]).toEqual([status, name]);
    expect(JSON.stringify(problem.details('r1'))).not.toMatch(/Zhang San|secret/);
  });

  it('tells both revisions, and that there is none yet', () => {
    expect(problemOf(new StaleRevision(3, 5)).details('r1')).toMatchObject({ expectedRevision: 3, currentRevision: 5 });
    expect(problemOf(new StaleRevision(3, -1)).details('r1')).toMatchObject({ currentRevision: null });
    expect(problemOf(new StaleRevision(3, 5)).headers).toEqual({ etag: '"5"' });
  });

  it('tells what a refusal is about', () => {
    const refusal = new Refusal('step_already_corrected', 'step a was corrected by another', { currentStepId: 'b' });
    expect(problemOf(refusal).details('r1')).toEqual({
      type: '/problems/step-already-corrected',
      title: 'The step was corrected already',
      status: 409,
      detail: 'Step a was corrected by another.',
      currentStepId: 'b',
      requestId: 'r1',
    });
  });

  it('says when to try again wherever that may help', () => {
    for (const error of [new TooMuchContention('x'), new StoreUnavailable('x')]) {
      expect(problemOf(error).headers).toHaveProperty('retry-after');
    }
  });
});
