import { isNativeError } from 'node:util/types';

const LONGEST = 300;

/** Errors whose messages quote what was being read: SQLSTATE class 22 (data exceptions), and JSON that does not parse. */
const QUOTES_DATA = (error: Error) =>
  error instanceof SyntaxError || String((error as { code?: unknown }).code).startsWith('22');

/** What PostgreSQL keeps in no text and no jsonb: NUL, and half a surrogate pair, which cutting may leave too. */
const UNSTORABLE = /[\0\p{Cs}]/gu;

/** An error's name and message, without any text of the content it happened on; fit to be stored. */
export function failureMessage(error: unknown, content?: unknown): string {
  if (!isNativeError(error)) return 'something that is no Error was thrown';
  const { code } = error as { code?: unknown };
  let message = QUOTES_DATA(error) ? error.message.replace(/(["'“]).*["'”]/gs, '"…"') : error.message;
  // The longest first, so that no part of a text stays behind because another text begins like it.
  for (const text of textsOf(content).sort((a, b) => b.length - a.length)) message = message.replaceAll(text, '…');
  const name = typeof code === 'string' ? `${error.name} ${code}` : error.name;
  return `${name}: ${message}`.slice(0, LONGEST).replace(UNSTORABLE, '\uFFFD');
}

/** Every text in a JSON value that is long enough to tell something. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.length > 1 ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
