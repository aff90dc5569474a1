import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { noSuchRoute, type AllowedMethods } from '../http/allowed-methods.js';
import { idsOf } from '../http/request-ids.js';
import { PROBLEM_JSON } from './problem.js';
import { problemOf } from './problem-of.js';

/** Answers every error with RFC 9457 problem details, and logs those that are ours. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Logger,
    private readonly allowed: AllowedMethods,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const cause = request.is404 ? noSuchRoute(request, this.allowed) : error;
    answerProblem(cause, request, http.getResponse<FastifyReply>(), this.log);
  }
}

export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): void {
  const problem = problemOf(error);
  const { status } = problem.kind;
  if (status === 500) log.error({ err: error, ...idsOf(request) }, 'request failed');
  else if (status === 503)
    log.warn({ reason: (error as Error | undefined)?.message, ...idsOf(request) }, problem.kind.title);
  // An answer that has begun can only be broken off, so that nobody takes it for whole.
  if (reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  void reply
    .code(status)
    .headers(problem.headers)
    .header('content-type', PROBLEM_JSON)
    .serializer(JSON.stringify)
    .send(problem.details(request.id));
}
