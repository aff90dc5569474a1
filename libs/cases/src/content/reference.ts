import { ValidateBy } from 'class-validator';
import { IsText } from '#unions';

const SCHEME = /^[a-z][a-z\d+.-]*:/i;
const HTTP = /^https?:\/\//i;
/** Browsers leave these out before they look for a scheme. */
const BLANKS = /[\s\0-\x1f\x7f]/;

/** Where something is kept: an http(s) address, or a path without a scheme. Others could be scripts, once clicked on. */
export function IsReference(maxLength: number): PropertyDecorator {
  const defaultMessage = () => '$property must be an http(s) address, or a path without a scheme and blanks';
  const isReference = ValidateBy({ name: 'isReference', validator: { validate: leadsSomewhere, defaultMessage } });
  return (target, property) => {
    isReference(target, property);
    IsText(maxLength)(target, property);
  };
}

function leadsSomewhere(text: unknown): boolean {
  return typeof text === 'string' && !BLANKS.test(text) && (HTTP.test(text) || !SCHEME.test(text));
}
