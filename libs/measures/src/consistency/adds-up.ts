import type { Count } from './tallies.js';

/** Whether parts can make a whole: those that are known leave just as much as those that are not may be. */
export function canAddUp(parts: readonly Count[], whole: number): boolean {
  const sum = sumOfKnown(parts);
  return parts.includes(null) ? sum <= whole : sum === whole;
}

export function sumOfKnown(parts: readonly Count[]): number {
  return parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}

/** `24 + 19 is 43, not 47`; where parts are missing, `24 + 40 + ? is at least 64, not 47`. */
export function sumText(parts: readonly Count[], whole: number): string {
  const written = parts.map((part) => part ?? '?').join(' + ');
  return `${written} is ${parts.includes(null) ? 'at least ' : ''}${sumOfKnown(parts)}, not ${whole}`;
}
