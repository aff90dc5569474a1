import { ValidateBy, type ValidationOptions } from 'class-validator';

/** An object in which exactly one of the named fields is given. */
export function OneOf(fields: readonly string[], options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'oneOf',
      constraints: [fields],
      validator: {
        validate: (value) => fields.filter((field) => value?.[field] !== undefined).length === 1,
        defaultMessage: () => `$property must give exactly one of ${fields.join(', ')}`,
      },
    },
    options,
  );
}
