import { ValidateBy } from 'class-validator';

/** Deeper than the content of any step goes, and shallow enough for whatever walks it by recursion. */
const MAX_DEPTH = 16;

/** Objects and lists that are not nested beyond what a step can say: a correction is read before its step is known. */
export function IsShallow(): PropertyDecorator {
  const defaultMessage = () => `$property must not be nested deeper than ${MAX_DEPTH} levels`;
  return ValidateBy({
    name: 'isShallow',
    validator: { validate: (value) => isShallow(value, MAX_DEPTH), defaultMessage },
  });
}

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((item) => isShallow(item, levels - 1));
}
