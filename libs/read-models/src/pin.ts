import { IsOptional, ValidateBy } from 'class-validator';
import { PROJECTIONS } from './projections/index.js';

/** By projection, the version that a query reads in place of the one that serves. */
export type Pin = Readonly<Record<string, number>>;

const NAMES = PROJECTIONS.map(({ name }) => name);
const PINNED = new RegExp(String.raw`^(${NAMES.join('|')}):[1-9]\d{0,8}$`);

/** As text: `cases:4`, or several separated by commas, each projection once. */
export function IsPin(): PropertyDecorator {
  const validate = (value: unknown) => typeof value === 'string' && isPin(value.split(','));
  const defaultMessage = () =>
    `$property must be a projection and a version, such as cases:4, or several separated by commas; there are ${NAMES.join(', ')}`;
  return ValidateBy({ name: 'isPin', validator: { validate, defaultMessage } });
}

function isPin(parts: readonly string[]): boolean {
  const names = new Set(parts.map((part) => part.split(':')[0]));
  return names.size === parts.length && parts.every((part) => PINNED.test(part));
}

/** What a command line, too, takes beside what is asked for. */
export class PinRequest {
  @IsOptional()
  @IsPin()
  pin?: string;
}

/** @param text that was found to be one; undefined pins nothing */
export function pinOf(text: string | undefined): Pin {
  const parts = text?.split(',').map((part) => part.split(':') as [string, string]) ?? [];
  return Object.fromEntries(parts.map(([name, version]) => [name, Number(version)]));
}

/** The text of it; undefined where nothing is pinned. */
export function pinText(pin: Pin): string | undefined {
  const parts = Object.entries(pin).map(([name, version]) => `${name}:${version}`);
  return parts.length > 0 ? parts.sort().join(',') : undefined;
}

/** A query cannot be answered from what it is pinned to. */
export class NotReadable extends Error {
  /** @param pinned as text */
  constructor(
    readonly pinned: string,
    reason: string,
  ) {
    super(`nothing can be read from ${pinned}: ${reason}`);
    this.name = 'NotReadable';
  }
}
