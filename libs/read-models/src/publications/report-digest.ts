import { createHash } from 'node:crypto';
import { canonicalJson, type JsonObject } from '#event-store';

/** SHA-256 of a report as whoever receives it can compute it: its JSON in the canonical form of RFC 8785, in UTF-8. */
export function reportDigest(report: object): string {
  // What JSON cannot carry (-0, an absent field) is not received either.
  const received = JSON.parse(JSON.stringify(report)) as JsonObject;
  return createHash('sha256').update(canonicalJson(received, 'report')).digest('hex');
}
