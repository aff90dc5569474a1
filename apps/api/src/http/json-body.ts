import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { repeatsField } from '#interchange';
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

/** A body left out is an empty one, for some steps need no content; null is a body, and says nothing that is valid. */
export function bodyOrEmpty(body: unknown): unknown {
  return body === undefined ? {} : body;
}

/**
 * `__proto__` and the like come out as fields of their own, which validation refuses by name.
 * @throws Problem whose detail says where, without quoting the text: it may be a worker's words.
 */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) throw Problem.of('malformed-json', 'The body is empty.');
  // Decoding would replace what it cannot read, and record something else than was sent.
  if (!isUtf8(body)) throw Problem.of('malformed-json', 'The body is not valid UTF-8.');
  const text = body.toString();
  const value = parse(text);
  // Of two fields of one name JSON.parse would keep the last, and the caller would never know.
  if (repeatsField(text, value)) throw Problem.of('malformed-json', 'An object has two fields of the same name.');
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const [, position] = /at position (\d+)/.exec((error as Error).message) ?? [];
    const where = position ? `or is broken at character ${position}` : 'at its end';
    throw Problem.of('malformed-json', `The JSON breaks off ${where}.`);
  }
}
