import { ValidateBy } from 'class-validator';

/** A position that does not lie before another: nothing could lie between them. */
export function NotBeforePosition(start: string): PropertyDecorator {
  return ValidateBy({
    name: 'notBeforePosition',
    validator: {
      validate: (end, args) => !isBefore(end, (args!.object as Record<string, unknown>)[start]),
      defaultMessage: () => `$property must not lie before ${start}`,
    },
  });
}

function isBefore(end: unknown, start: unknown): boolean {
  return typeof end === 'string' && typeof start === 'string' && end < start;
}
