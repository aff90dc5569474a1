import { parse, v5, v7 } from 'uuid';
import { Problem } from '../problems/problem.js';

/** The namespace of every id that comes from an Idempotency-Key: fixed for ever, or late retries would record twice. */
const NAMESPACE = parse('e1a7e2a4-5c0f-5e0b-8f0a-6a2f7e4f9b11');
const KEY = /^[\x21-\x7e]{1,255}$/;

/** Checks an Idempotency-Key header. */
export function idempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined || KEY.test(header)) return header;
  throw Problem.of('invalid-header', 'Idempotency-Key must have 1 to 255 visible ASCII characters.');
}

/**
 * The id of what a request records. With a key it derives from caller, scope and key, so that a retry meets its own
 * event; the scope is what the request is about, such as a case's id.
 */
export function newId(caller: string, scope: string, key: string | undefined): string {
  return key === undefined ? v7() : v5(`${caller}\n${scope}\n${key}`, NAMESPACE);
}
