import { ValidateBy } from 'class-validator';

/** Codes of one list, separated by commas; a refusal carries the list as `known`. */
export function IsCodeList(codes: readonly string[], what: string): PropertyDecorator {
  const known = new Set(codes);
  const validate = (value: unknown) => typeof value === 'string' && value.split(',').every((code) => known.has(code));
  const defaultMessage = () => `$property must be known ${what}s separated by commas`;
  return ValidateBy(
    { name: 'isCodeList', constraints: [codes], validator: { validate, defaultMessage } },
    { context: { known: codes } },
  );
}
