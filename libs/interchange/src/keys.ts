import { isId } from '#unions';
import { OPENING_KEY } from './source-ids.js';

const MAX_KEY = 200;
const WELL_FORMED = /^\P{Surrogate}*$/u;

/** What keeps a value from being the file's own name for something; undefined when nothing does. */
export function keyProblem(value: unknown): string | undefined {
  if (value === undefined) return 'is missing';
  if (typeof value !== 'string') return 'must be text; in YAML, put it in quotes';
  if (value.trim() === '') return 'must not be blank';
  if (value.length > MAX_KEY) return `must be no longer than ${MAX_KEY} characters`;
  return WELL_FORMED.test(value) ? undefined : 'must be well-formed Unicode';
}

/** As keyProblem; where others refer to the thing, a UUID means its id. */
export function referableKeyProblem(value: unknown): string | undefined {
  return keyProblem(value) ?? (isId(value) ? 'must not be a UUID: references by UUID mean ids' : undefined);
}

export function stepKeyProblem(value: unknown): string | undefined {
  return referableKeyProblem(value) ?? (value === OPENING_KEY ? 'must not be the name of the opening' : undefined);
}
