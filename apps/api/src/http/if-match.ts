import { Problem } from '../problems/problem.js';

const ENTITY_TAG = /^"(0|[1-9]\d{0,14})"$/;

/** The revision that If-Match asks for; undefined when there is no such header or it takes any (`*`). */
export function expectedRevision(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch === '*') return undefined;
  const [, revision] = ENTITY_TAG.exec(ifMatch) ?? [];
  if (revision === undefined) {
    throw Problem.of('invalid-header', 'If-Match must be one revision in quotation marks, such as "3", or *.');
  }
  return Number(revision);
}

export function entityTag(revision: number): string {
  return `"${revision}"`;
}
