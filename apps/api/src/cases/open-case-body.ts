import { InvalidContent, OPENINGS, validateStep, type CaseContent, type FieldError, type OpeningType } from '#cases';
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
  if (type === undefined) throw invalidFields([wrongOpening(), ...wrongInEveryOpening(fields)]);
  return { type, content: validateStep(type, fields) };
}

function objectOf(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  if (body === undefined) return {};
  throw invalidFields([{ field: '', message: 'must be an object' }]);
}

function typeOf(openedBy: unknown): OpeningType | undefined {
  if (typeof openedBy !== 'string' || !Object.hasOwn(OPENINGS, openedBy)) return undefined;
  return OPENINGS[openedBy as keyof typeof OPENINGS];
}

function wrongOpening(): FieldError {
  const known = Object.keys(OPENINGS);
  return { field: 'openedBy', message: `openedBy must be one of ${known.join(', ')}`, known };
}

/** Which opening was meant is unknown, so only what is wrong in each of them is. */
function wrongInEveryOpening(fields: object): FieldError[] {
  const [first = [], ...others] = Object.values(OPENINGS).map((type) => errorsIn(type, fields));
  return first.filter(({ field }) => others.every((errors) => errors.some((error) => error.field === field)));
}

function errorsIn(type: OpeningType, fields: object): readonly FieldError[] {
  try {
    validateStep(type, fields);
    return [];
  } catch (error) {
    if (error instanceof InvalidContent) return error.errors;
    throw error;
  }
}
