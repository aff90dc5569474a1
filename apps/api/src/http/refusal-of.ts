import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.js';

/** Why a request is refused by its head alone, whatever its address. */
export function refusalOf({ raw }: FastifyRequest): Problem | undefined {
  const { host, 'content-encoding': encoding = 'identity' } = raw.headers;
  // HTTP/1.1 asks for a Host, whatever becomes of it.
  if (raw.httpVersion === '1.1' && host === undefined) {
    return Problem.of('malformed-request', 'The Host header is missing.');
  }
  if (encoding.toLowerCase() !== 'identity') {
    const detail = 'Bodies are taken as they are, without a Content-Encoding.';
    return Problem.of('unsupported-media-type', detail, {}, { 'accept-encoding': 'identity' });
  }
  // The parser would take what is not encoded for text, and search for that.
  if (!isPercentEncoded(raw.url!)) {
    return Problem.of('malformed-request', 'The address is not percent-encoded UTF-8.');
  }
  return undefined;
}

function isPercentEncoded(url: string): boolean {
  if (!url.includes('%')) return true;
  try {
    decodeURIComponent(url);
    return true;
  } catch {
    return false;
  }
}
