import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../problems/problem.js';

/** Bodies are JSON and nothing else; every other media type is answered with 415. */
export function acceptJsonOnly(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseJson(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
}

/**
 * `__proto__` and the like come out as fields of their own, which validation refuses by name.
 * @throws Problem whose detail says where, without quoting the text: it may be a worker's words.
 */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) throw Problem.of('malformed-json', 'The body is empty.');
  // Decoding would replace what it cannot read, and record something else than was sent.
  if (!isUtf8(body)) throw Problem.of('malformed-json', 'The body is not valid UTF-8.');
  try {
    return JSON.parse(body.toString());
  } catch (error) {
    const [, position] = /at position (\d+)/.exec((error as Error).message) ?? [];
    throw Problem.of('malformed-json', position && `The JSON breaks off or is broken at character ${position}.`);
  }
}
