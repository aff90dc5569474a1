/** One or more records of how long something lasted, and how it ended. */
export interface DurationRecord {
  /** How long it lasted, or was watched; finite and not negative, in a unit of the caller's choice. */
  readonly duration: number;
  /** What ended it; null if nothing had when watching ended (right-censored). */
  readonly cause: string | null;
  /** How old it was when watching began: it is at risk after that (delayed entry). Watched from the start by default. */
  readonly entry?: number;
  /** How many such records there are; 1 by default. */
  readonly count?: number;
}

/** A record that no statistic can take in. */
export class InvalidDurationRecord extends Error {
  constructor(
    readonly field: 'duration' | 'entry' | 'count',
    readonly value: number,
    readonly reason: string,
  ) {
    super(`${field} is ${value}: ${reason}`);
    this.name = 'InvalidDurationRecord';
  }
}

/** @throws InvalidDurationRecord */
export function checkRecord({ duration, entry, count }: DurationRecord): void {
  if (!Number.isFinite(duration)) throw new InvalidDurationRecord('duration', duration, 'expected a finite number');
  if (duration < 0) throw new InvalidDurationRecord('duration', duration, 'nothing lasts less than no time');
  if (entry !== undefined) checkEntry(entry, duration);
  if (count !== undefined && !(Number.isSafeInteger(count) && count >= 0)) {
    throw new InvalidDurationRecord('count', count, 'expected a whole number, 0 or more');
  }
}

function checkEntry(entry: number, duration: number): void {
  if (!Number.isFinite(entry)) throw new InvalidDurationRecord('entry', entry, 'expected a finite number');
  if (entry >= duration) {
    throw new InvalidDurationRecord('entry', entry, `watching must begin before the end, which is at ${duration}`);
  }
}
