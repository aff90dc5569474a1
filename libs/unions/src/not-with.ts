import { ValidateBy } from 'class-validator';

/** Refused where another field is given that says the same in another way: one of them would be overlooked. */
export function NotWith(other: string): PropertyDecorator {
  return ValidateBy({
    name: 'notWith',
    validator: {
      validate: (_value, args) => (args!.object as Record<string, unknown>)[other] === undefined,
      defaultMessage: () => `$property must not be given together with ${other}`,
    },
  });
}
