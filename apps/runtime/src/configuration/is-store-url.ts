import { ValidateBy, type ValidationArguments } from 'class-validator';

export type StoreKind = 'postgres' | 'kurrentdb';

const KIND_OF_PROTOCOL: Readonly<Record<string, StoreKind>> = {
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
  'kurrentdb:': 'kurrentdb',
  'kurrentdb+discover:': 'kurrentdb',
};

/** A URL of one of these kinds of stores. The reasons never repeat the value, which holds a password. */
export function IsStoreUrl(kinds: readonly StoreKind[]): PropertyDecorator {
  const problem = (value: unknown) => problemWith(String(value), kinds);
  return ValidateBy({
    name: 'isStoreUrl',
    validator: {
      validate: (value: unknown) => problem(value) === undefined,
      defaultMessage: (args?: ValidationArguments) => problem(args?.value) ?? '',
    },
  });
}

function problemWith(value: string, kinds: readonly StoreKind[]): string | undefined {
  const schemes = kinds.map((kind) => `${kind}://`).join(' or ');
  if (!URL.canParse(value)) return `must be a ${schemes} URL (special characters in it percent-encoded)`;
  const kind = KIND_OF_PROTOCOL[new URL(value).protocol];
  if (!kind || !kinds.includes(kind)) return `must be a ${schemes} URL`;
  if (kind === 'kurrentdb') return 'must be a postgres:// URL, or not set: KurrentDB is not in this build';
  return undefined;
}
