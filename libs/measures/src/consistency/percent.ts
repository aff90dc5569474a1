/** A percentage as printed, without the loss of a binary fraction: `units` of its last digit. */
export interface Percent {
  readonly units: bigint;
  /** Digits after the point. */
  readonly digits: number;
}

/** A decimal number without sign or exponent. */
export const PERCENT = /^\d{1,6}(?:\.(\d{1,6}))?$/;

/** @throws RangeError when the text does not match `PERCENT` */
export function parsePercent(text: string): Percent {
  const match = PERCENT.exec(text);
  if (!match) throw new RangeError('a percentage is a decimal number');
  return { units: BigInt(text.replace('.', '')), digits: match[1]?.length ?? 0 };
}

/**
 * Whether a percentage is `numerator` of `denominator` under some rounding to its digits: half up, half to even, down
 * or up. Those give the two numbers around the exact one and nothing else, so it must lie less than a unit away.
 */
export function isPercentOf({ units, digits }: Percent, numerator: number, denominator: number): boolean {
  if (denominator === 0) return false;
  const distance = units * BigInt(denominator) - unitsInWhole(digits) * BigInt(numerator);
  return (distance < 0n ? -distance : distance) < BigInt(denominator);
}

/** The counts, from the first to the last, of which a percentage is printed for a denominator; null where none is. */
export function countsGiving(
  { units, digits }: Percent,
  denominator: number,
): { readonly first: number; readonly last: number } | null {
  if (denominator === 0) return null;
  const whole = unitsInWhole(digits);
  const below = (units - 1n) * BigInt(denominator);
  const above = (units + 1n) * BigInt(denominator);
  const first = below < 0n ? 0n : below / whole + 1n;
  const last = smaller((above - 1n) / whole, BigInt(denominator));
  return first <= last ? { first: Number(first), last: Number(last) } : null;
}

/** The greatest count that is no more of a denominator than a percentage. */
export function countBelow({ units, digits }: Percent, denominator: number): number {
  return Number((units * BigInt(denominator)) / unitsInWhole(digits));
}

/** `numerator` of `denominator` in percent, rounded half up to a number of digits. */
export function percentText(numerator: number, denominator: number, digits: number): string {
  const twice = 2n * unitsInWhole(digits) * BigInt(numerator) + BigInt(denominator);
  const units = (twice / (2n * BigInt(denominator))).toString().padStart(digits + 1, '0');
  return digits === 0 ? units : `${units.slice(0, -digits)}.${units.slice(-digits)}`;
}

/** How many units of the last digit 100 % are. */
function unitsInWhole(digits: number): bigint {
  return 100n * 10n ** BigInt(digits);
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
