import { ValidateBy } from 'class-validator';

/** An object of texts alone: what each parameter of a request was given as. */
export function IsTextsByName(): PropertyDecorator {
  return ValidateBy({
    name: 'isTextsByName',
    validator: { validate: isTextsByName, defaultMessage: () => '$property must be an object of texts' },
  });
}

function isTextsByName(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((text) => typeof text === 'string');
}
