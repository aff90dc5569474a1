import { OPENINGS, validateStep, type CaseContent, type OpeningType } from '#cases';
import { invalidFields } from '../problems/problem-of.js';

/** Which event a request opens a case with, and what it says. */
export interface OpeningRequest {
  readonly type: OpeningType;
  readonly content: CaseContent<OpeningType>;
}

/** Reads the body of POST /v1/cases: `openedBy` and the fields of the event it stands for. */
export function readOpening(body: unknown): OpeningRequest {
  const { openedBy, ...fields } = objectOf(body);
  const type = typeOf(openedBy);
  return { type, content: validateStep(type, fields) };
}

function objectOf(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  if (body === undefined) return {};
  throw invalidFields([{ field: '', message: 'must be an object' }]);
}

function typeOf(openedBy: unknown): OpeningType {
  if (typeof openedBy === 'string' && Object.hasOwn(OPENINGS, openedBy))
    return OPENINGS[openedBy as keyof typeof OPENINGS];
  const known = Object.keys(OPENINGS);
  throw invalidFields([{ field: 'openedBy', message: `openedBy must be one of ${known.join(', ')}`, known }]);
}
