import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { RequestMetrics } from '../metrics/request-metrics.js';
import { answerProblem } from '../problems/problem.filter.js';
import { AllowedMethods } from './allowed-methods.js';
import { answerClientError } from './client-error.js';
import { endPromptly } from './end-promptly.js';
import { hearOut } from './hear-out.js';
import { acceptJsonOnly } from './json-body.js';
import { redirectToDocs } from './redirects.js';
import { refusalOf } from './refusal-of.js';
import { CORRELATION_ID, correlationIdOf, idsOf, REQUEST_ID, requestIdOf } from './request-ids.js';

/** An append holds 1 MiB at most, so a longer body could never be recorded. */
export const MAX_BODY_BYTES = 1024 * 1024;

export interface ServerOptions {
  readonly log: Logger;
  readonly metrics: RequestMetrics;
}

/** Fastify as this API wants it; Nest adds the routes. */
export function createServer({ log, metrics }: ServerOptions): { adapter: FastifyAdapter; allowed: AllowedMethods } {
  // A request's line has no secret in it, and looking for one takes longer than writing the line.
  const requests = log.child({}, { redact: { paths: [] } });
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    genReqId: requestIdOf,
    clientErrorHandler: answerClientError,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      identify(request, reply);
      answerProblem(error, request, reply, log);
    },
    // No middleware is used, and the plugin that runs it costs every request a hook.
    skipMiddie: true,
    // Its answer would be no problem details; `endPromptly` gives one.
    return503OnClosing: false,
    // Node's answer would be empty; `refusalOf` looks for it.
    http: { requireHostHeader: false },
  });
  const server = adapter.getInstance<FastifyInstance>();
  const allowed = new AllowedMethods();
  allowed.watch(server);
  acceptJsonOnly(server);
  redirectToDocs(server);
  server.addHook('onRequest', (request, reply, done) => {
    identify(request, reply);
    done(refusalOf(request));
  });
  endPromptly(server);
  hearOut(server);
  server.addHook('onResponse', (request, reply, done) => {
    observe(request, reply, metrics, requests);
    done();
  });
  return { adapter, allowed };
}

function identify(request: FastifyRequest, reply: FastifyReply): void {
  reply.header(REQUEST_ID, request.id);
  reply.header(CORRELATION_ID, correlationIdOf(request));
}

function observe(request: FastifyRequest, reply: FastifyReply, metrics: RequestMetrics, log: Logger): void {
  const { statusCode: status, elapsedTime } = reply;
  // The route and not the address: a search for a name does not belong in a log.
  const route = request.routeOptions.url ?? 'none';
  metrics.observe(request.method, route, status, elapsedTime / 1000);
  const ms = Math.round(elapsedTime * 10) / 10;
  log[levelOf(request.method, status)]({ ...idsOf(request), method: request.method, route, status, ms }, 'request');
}

/** What changes something or fails is what one looks for later. */
function levelOf(method: string, status: number): 'info' | 'debug' {
  const isRead = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
  return isRead && status < 400 ? 'debug' : 'info';
}
