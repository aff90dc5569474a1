import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.js';

/** Which methods an address takes, for the answer to a request with another one. */
export class AllowedMethods {
  private readonly routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];

  /** Must be called before the routes are added. */
  watch(server: FastifyInstance): void {
    server.addHook('onRoute', ({ url, method }) => {
      this.routes.push({ pattern: patternOf(url), methods: [method].flat() });
    });
  }

  /** Sorted; none when there is no such address. */
  of(url: string): string[] {
    const [path = ''] = url.split('?', 1);
    const found = this.routes.filter(({ pattern }) => pattern.test(path));
    return [...new Set(found.flatMap(({ methods }) => methods))].sort();
  }
}

function patternOf(route: string): RegExp {
  const segments = route.split('/').map((segment) => {
    if (segment.startsWith(':')) return '[^/]+';
    return segment === '*' ? '.*' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${segments.join('/')}$`);
}

/** The answer to an address or a method that no route takes. */
export function noSuchRoute(request: FastifyRequest, allowed: AllowedMethods): Problem {
  const methods = allowed.of(request.url);
  if (methods.length === 0) return Problem.of('not-found');
  return Problem.of('method-not-allowed', undefined, { allowed: methods }, { allow: methods.join(', ') });
}
