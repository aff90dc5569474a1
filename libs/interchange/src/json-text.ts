import jsonc, { type ParseError } from 'jsonc-parser';
import { repeatsField } from './repeated-field.js';

/**
 * What a JSON text says.
 * @throws InvalidJson when it is not JSON, or gives a field of an object twice
 */
export function readJson(text: string): unknown {
  const value = parsed(text);
  // Of a field that is given twice the parser keeps the last value, and says nothing.
  if (repeatsField(text, value)) throw new InvalidJson('an object has a field twice');
  return value;
}

/** Says what is wrong without a word of the text, which may be a worker's. */
export class InvalidJson extends Error {
  override readonly name = 'InvalidJson';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidJson(complaint(text));
  }
}

/** The built-in parser quotes the text in its messages; this one tells kind and place, as its slower second opinion. */
function complaint(text: string): string {
  const error = firstError(text);
  if (!error) return 'the line is not JSON';
  const kind = jsonc
    .printParseErrorCode(error.error)
    .replace(/\B[A-Z]/g, ' $&')
    .toLowerCase();
  return `the line is not JSON: ${kind} at column ${error.offset + 1}`;
}

function firstError(text: string): ParseError | undefined {
  const errors: ParseError[] = [];
  try {
    jsonc.parse(text, errors, { disallowComments: true });
  } catch (error) {
    // It recurses: what is nested too deeply for it has no place to tell.
    if (!(error instanceof RangeError)) throw error;
  }
  return errors[0];
}
