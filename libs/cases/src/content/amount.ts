/** Digits after the point that an amount may have. */
const SCALE = 4;

const PATTERN = /^(0|[1-9]\d{0,14})(?:\.(\d{1,4}))?$/;

/** Whether the text is an amount: decimal, not negative, up to 15 digits before the point and 4 after it. */
export function isAmount(text: unknown): text is string {
  return typeof text === 'string' && PATTERN.test(text);
}

/** The amount in ten-thousandths, exactly; undefined when it is no amount. */
export function toUnits(text: unknown): bigint | undefined {
  const parts = typeof text === 'string' ? PATTERN.exec(text) : null;
  return parts ? BigInt(parts[1]! + (parts[2] ?? '').padEnd(SCALE, '0')) : undefined;
}

/** Whether amounts add up to a total, exactly. */
export function addUp(parts: readonly unknown[], total: unknown): boolean {
  let sum = 0n;
  for (const part of parts) {
    const units = toUnits(part);
    if (units === undefined) return false;
    sum += units;
  }
  return sum === toUnits(total);
}
