import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';

export const REQUEST_ID = 'x-request-id';
export const CORRELATION_ID = 'x-correlation-id';

/** Ids of other systems end up in logs and in events' metadata, so only plain ones are taken over. */
const PLAIN = /^[\w.:-]{1,128}$/;

/** Tells this process from every other; within it requests are numbered, which costs less than an id made of chance. */
const PROCESS = randomBytes(9).toString('base64url');
let requests = 0;

export function newRequestId(): string {
  return `${PROCESS}.${(++requests).toString(36)}`;
}

/** The caller's X-Request-Id, or one of ours. */
export function requestIdOf(request: IncomingMessage): string {
  return plain(request.headers[REQUEST_ID]) ?? newRequestId();
}

/** Joins what belongs together across requests: the caller's X-Correlation-Id, or the request's own id. */
export function correlationIdOf(request: FastifyRequest): string {
  return plain(request.headers[CORRELATION_ID]) ?? request.id;
}

/** What every log line about a request carries. */
export function idsOf(request: FastifyRequest): { readonly requestId: string; readonly correlationId: string } {
  return { requestId: request.id, correlationId: correlationIdOf(request) };
}

function plain(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && PLAIN.test(header) ? header : undefined;
}
