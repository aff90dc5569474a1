import { ValidateBy } from 'class-validator';
import { DEFAULT_TIME_ZONE, isEdtf, parseEdtf } from '#time';

/** A date that does not end before another parameter's begins: nothing could lie between them. */
export function NotBefore(start: string): PropertyDecorator {
  return ValidateBy({
    name: 'notBefore',
    validator: {
      validate: (end, args) => !endsBefore(end, (args!.object as Record<string, unknown>)[start]),
      defaultMessage: () => `$property must not end before ${start} begins`,
    },
  });
}

function endsBefore(end: unknown, start: unknown): boolean {
  if (!isEdtf(end) || !isEdtf(start)) return false;
  return parseEdtf(end, DEFAULT_TIME_ZONE).latest <= parseEdtf(start, DEFAULT_TIME_ZONE).earliest;
}
