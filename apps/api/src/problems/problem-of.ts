import { HttpException } from '@nestjs/common';
import { EventTooLarge, InvalidEvent, InvalidRead, MAX_APPEND_BYTES, StoreUnavailable } from '#event-store';
import { IdempotencyConflict, StaleRevision, TooMuchContention } from '#ledger';
import {
  NoPrimaryKey,
  NotServed,
  OtherVersion,
  ProjectionFailed,
  UnknownProjection,
  UnknownVersion,
  WrongProjectionState,
} from '#projections';
import { InvalidCursor, NotReadable, PositionAhead, StillBuilding } from '#read-models';
import { UnknownCalendarYear } from '#time';
import { InvalidContent, Refusal, type FieldError } from '#unions';
import { ForbiddenUrl, NoDeadLetter, TooManyWebhooks, UnknownWebhook, WrongWebhookState } from '#webhooks';
import { entityTag } from '../http/if-match.js';
import { Problem } from './problem.js';
import type { ServiceProblem } from './problem-kinds.js';
import { refused, sentence } from './refusals.js';
import { saysUnavailable } from './unavailable.js';

/** Seconds to wait before trying again, where a retry may help. */
const SOON = { 'retry-after': '1' };
const LATER = { 'retry-after': '5' };

/** Fastify's and Node's own errors by status; the rest of 4xx is a malformed request. */
const BY_STATUS: Readonly<Record<number, ServiceProblem>> = {
  404: 'not-found',
  408: 'request-timeout',
  413: 'content-too-large',
  414: 'uri-too-long',
  415: 'unsupported-media-type',
};

const BY_CODE: Readonly<Record<string, ServiceProblem>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed-json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed-json',
};

const PROJECTION_UNKNOWN = [UnknownProjection, UnknownVersion, NotServed];

/** The one place where errors get their answers. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof InvalidContent) return invalidFields(error.errors);
  if (error instanceof Refusal) return refused(error);
  if (error instanceof StaleRevision) return stale(error);
  if (error instanceof IdempotencyConflict)
    return Problem.of('idempotency-conflict', undefined, { stepId: error.stepId });
  if (error instanceof InvalidCursor) return invalidFields([{ field: 'cursor', message: error.message }]);
  if (error instanceof PositionAhead)
    return Problem.of('projection-behind', undefined, { position: error.position }, SOON);
  if (error instanceof StillBuilding && error.stopped) return stopped(error);
  if (error instanceof StillBuilding) return Problem.of('projection-behind', sentence(error.message), {}, SOON);
  if (error instanceof NotReadable)
    return Problem.of('not-readable', sentence(error.message), { pinned: error.pinned });
  if (error instanceof UnknownCalendarYear) return invalidFields([{ field: 'days', message: error.message }]);
  if (error instanceof InvalidRead) return invalidFields([{ field: 'cursor', message: error.message }]);
  if (error instanceof InvalidEvent) return invalidFields([{ field: '', message: error.message }]);
  if (error instanceof EventTooLarge) return Problem.of('content-too-large', undefined, { maxBytes: MAX_APPEND_BYTES });
  if (error instanceof TooMuchContention) return Problem.of('contention', undefined, {}, SOON);
  if (error instanceof ProjectionFailed) return stopped(error);
  if (PROJECTION_UNKNOWN.some((type) => error instanceof type))
    return Problem.of('not-found', sentence((error as Error).message));
  if (error instanceof WrongProjectionState || error instanceof OtherVersion)
    return Problem.of('projection-state', sentence(error.message));
  if (error instanceof NoPrimaryKey) return Problem.of('not-comparable', sentence(error.message));
  if (error instanceof StoreUnavailable || saysUnavailable(error))
    return Problem.of('unavailable', undefined, {}, LATER);
  return ofWebhooks(error) ?? ofHttp(error) ?? Problem.of('internal-error');
}

function ofWebhooks(error: unknown): Problem | undefined {
  if (error instanceof UnknownWebhook) return Problem.of('not-found', 'There is no such webhook.');
  if (error instanceof ForbiddenUrl) return invalidFields([{ field: 'url', message: `url ${error.message}` }]);
  if (error instanceof NoDeadLetter) return invalidFields([{ field: 'eventId', message: error.message }]);
  if (error instanceof TooManyWebhooks) return Problem.of('too-many-webhooks', undefined, { most: error.most });
  if (error instanceof WrongWebhookState) return Problem.of('webhook-state', undefined, { state: error.state });
  return undefined;
}

export function invalidFields(errors: readonly FieldError[]): Problem {
  const fields = errors.map(({ field }) => field || 'the whole');
  return Problem.of('validation', `Not valid: ${fields.slice(0, 10).join(', ')}.`, { errors });
}

function stopped({ projection, state }: ProjectionFailed | StillBuilding): Problem {
  return Problem.of('projection-stopped', `Projection ${projection} is ${state}.`, { projection, state }, LATER);
}

function stale({ expected, current }: StaleRevision): Problem {
  const known = current >= 0;
  const detail = known ? `The current revision is ${current}, not ${expected}.` : 'It does not exist yet.';
  const extensions = { expectedRevision: expected, currentRevision: known ? current : null };
  return Problem.of('stale-revision', detail, extensions, known ? { etag: entityTag(current) } : {});
}

/** Errors of Nest and Fastify, whose messages are written for developers and quote the request: only their kind counts. */
function ofHttp(error: unknown): Problem | undefined {
  const isNest = error instanceof HttpException;
  const { code = '', statusCode } = ((isNest ? error.cause : error) ?? {}) as { code?: string; statusCode?: number };
  const status = isNest ? error.getStatus() : statusCode;
  if (status === undefined || status < 400 || status >= 500) return undefined;
  return Problem.of(BY_CODE[code] ?? BY_STATUS[status] ?? 'malformed-request');
}
