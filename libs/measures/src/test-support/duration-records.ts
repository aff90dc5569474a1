import fc from 'fast-check';
import type { DurationRecord } from '../statistics/duration-record.js';

/** For tests: any few records, with many ties. */
export function recordsOf(of: { causes: readonly string[]; longest: number; late?: boolean; minLength?: number }) {
  const record = fc.record({
    duration: fc.nat(of.longest),
    cause: fc.constantFrom(null, ...of.causes),
    count: fc.integer({ min: 1, max: 3 }),
    early: fc.integer({ min: 1, max: of.longest }),
    late: of.late ? fc.boolean() : fc.constant(false),
  });
  return fc.array(
    record.map(({ early, late, ...rest }): DurationRecord => {
      const entry = rest.duration - early;
      return late && entry >= 0 ? { ...rest, entry } : rest;
    }),
    { minLength: of.minLength, maxLength: 12 },
  );
}
