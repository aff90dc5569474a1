import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { WriteContext } from '#ledger';
import { expectedRevision } from './if-match.js';
import { idempotencyKey, newId } from './idempotency.js';
import { correlationIdOf } from './request-ids.js';

/** Who calls, until there is authentication: the server binds to loopback unless told otherwise. */
export const CALLER = 'local';

/** What the headers of a write say. */
export class WriteRequest {
  readonly context: WriteContext;

  constructor(
    correlationId: string,
    expected: number | undefined,
    private readonly key: string | undefined,
  ) {
    this.context = { recordedBy: CALLER, correlationId, ...(expected !== undefined && { expected }) };
  }

  static from(request: FastifyRequest): WriteRequest {
    const { headers } = request;
    return new WriteRequest(
      correlationIdOf(request),
      expectedRevision(headers['if-match']),
      idempotencyKey(headers['idempotency-key'] as string | undefined),
    );
  }

  /** An id for what is written, the same for every retry with the same key; `scope` is what the write is about. */
  newId(scope: string): string {
    return newId(CALLER, scope, this.key);
  }
}

/** The headers of a write, as a parameter of a controller's method. */
export const Write = createParamDecorator((_: unknown, context: ExecutionContext) =>
  WriteRequest.from(context.switchToHttp().getRequest<FastifyRequest>()),
);
