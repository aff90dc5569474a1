import { ValidateBy, type ValidationArguments } from 'class-validator';
import { parseConnectionString } from '#event-store';

export type StoreKind = 'postgres' | 'kurrentdb';

const POSTGRES = new Set(['postgres:', 'postgresql:']);

/** Whether it is a connection string of KurrentDB, right or wrong. */
export function isKurrentDb(url: string): boolean {
  return /^(kurrentdb|esdb)(\+discover)?:/.test(url);
}

/** A URL of one of these kinds of stores. The reasons never repeat the value, which holds a password. */
export function IsStoreUrl(kinds: readonly StoreKind[]): PropertyDecorator {
  const problem = (value: unknown) => problemWithStoreUrl(String(value), kinds);
  return ValidateBy({
    name: 'isStoreUrl',
    validator: {
      validate: (value: unknown) => problem(value) === undefined,
      defaultMessage: (args?: ValidationArguments) => problem(args?.value) ?? '',
    },
  });
}

/** Why it is no URL of one of these kinds of stores; undefined when it is one. */
export function problemWithStoreUrl(value: string, kinds: readonly StoreKind[]): string | undefined {
  const schemes = kinds.map((kind) => `${kind}://`).join(' or ');
  if (isKurrentDb(value) && kinds.includes('kurrentdb')) return problemWithKurrentDb(value);
  if (!URL.canParse(value)) return `must be a ${schemes} URL (special characters in it percent-encoded)`;
  if (!POSTGRES.has(new URL(value).protocol) || !kinds.includes('postgres')) return `must be a ${schemes} URL`;
  return undefined;
}

function problemWithKurrentDb(value: string): string | undefined {
  try {
    parseConnectionString(value);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
