/**
 * Names of streams and event types: 1 to 200 characters of well-formed text without control characters. A leading `$`
 * is taken by engines for their own streams and types.
 */
const NAME = /^(?!\$)[^\p{Cc}\p{Cs}]{1,200}$/u;

export function isName(value: unknown): value is string {
  return typeof value === 'string' && NAME.test(value);
}
