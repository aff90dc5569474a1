/**
 * The parts of a whole in percent with one decimal, rounded by largest remainder so that they add up to exactly 100; the
 * parts before others go first where remainders tie. Null where the whole is empty.
 */
export function percentages(parts: readonly number[]): (number | null)[] {
  const whole = parts.reduce((sum, part) => sum + part, 0);
  if (whole === 0) return parts.map(() => null);
  const tenths = parts.map((part) => Math.floor((1000 * part) / whole));
  const remainder = (index: number) => (1000 * parts[index]!) % whole;
  const left = 1000 - tenths.reduce((sum, part) => sum + part, 0);
  const byRemainder = parts.map((_, index) => index).sort((a, b) => remainder(b) - remainder(a));
  for (const index of byRemainder.slice(0, left)) tenths[index]!++;
  return tenths.map((part) => part / 10);
}
