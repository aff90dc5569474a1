import jsonc, { type ParseError } from 'jsonc-parser';

/**
 * What a JSON text says.
 * @throws InvalidJson when it is not JSON, or gives a field of an object twice
 */
export function readJson(text: string): unknown {
  const value = parsed(text);
  // Of a field that is given twice the parser keeps the last value, and says nothing.
  if (fieldsWritten(text) > fieldsOf(value)) throw new InvalidJson('an object has a field twice');
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

/** How many times a valid JSON text names a field: by the strings with a colon after them. */
function fieldsWritten(text: string): number {
  let fields = 0;
  for (let opening = text.indexOf('"'); opening >= 0;) {
    const after = closingQuote(text, opening) + 1;
    if (nextCharacter(text, after) === ':') fields += 1;
    opening = text.indexOf('"', after);
  }
  return fields;
}

function closingQuote(text: string, opening: number): number {
  let at = text.indexOf('"', opening + 1);
  while (isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at;
}

function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text[before - 1] === '\\') before -= 1;
  return (at - before) % 2 === 1;
}

function nextCharacter(text: string, from: number): string | undefined {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\r' || text[at] === '\n') at += 1;
  return text[at];
}

/** How many fields its objects have, however deep; without recursion, since depth has no limit here. */
function fieldsOf(value: unknown): number {
  let fields = 0;
  const waiting = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null) continue;
    const inside = Object.values(next);
    if (!Array.isArray(next)) fields += inside.length;
    for (const one of inside) waiting.push(one);
  }
  return fields;
}
