import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { ProjectionControl } from '#projections';
import { PROJECTIONS } from '#read-models';
import { OpenStreams } from './open-streams.js';
import { isPosition } from './read-query.js';

const PATIENCE_MS = 5000;
const NAMES = PROJECTIONS.map(({ name }) => name);

/** Holds a query back until the read models have seen `minPosition`, so that whoever wrote something finds it. */
@Injectable()
export class MinPosition implements NestInterceptor {
  constructor(
    private readonly projections: ProjectionControl,
    private readonly streams: OpenStreams,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { minPosition } = context.switchToHttp().getRequest<FastifyRequest>().query as { minPosition?: unknown };
    // One that is malformed is left to validation, which names it.
    if (isPosition(minPosition)) await this.waitFor(minPosition);
    return next.handle();
  }

  private async waitFor(position: string): Promise<void> {
    const { signal, abort } = this.streams.start();
    try {
      await this.projections.waitFor(NAMES, position, { timeoutMs: PATIENCE_MS, signal });
    } finally {
      abort();
    }
  }
}
