import type { Statement } from '#measures';
import type { Place } from './place.js';
import type { References } from './references.js';
import { readWords } from './scalars.js';

const MAX_STATEMENTS = 200;
const MAX_PARTS = 200;

/** What is said to add up: `{parts, whole, says}`. */
export function readStatements(list: Place, references: References, whereOf: (place: Place) => string): Statement[] {
  if (!list.isGiven) return [];
  return list.items(MAX_STATEMENTS).flatMap((place) => {
    const fields = place.known(['parts', 'whole', 'says']);
    const parts = fields.parts.items(MAX_PARTS).flatMap((part) => references.read(part) ?? []);
    const whole = references.read(fields.whole);
    return whole ? [{ where: whereOf(place), parts, whole, says: readWords(fields.says) }] : [];
  });
}
