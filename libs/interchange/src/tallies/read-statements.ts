import type { Figure, Statement } from '#measures';
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
    const parts = readParts(fields.parts, references);
    const whole = references.read(fields.whole);
    return whole ? [{ where: whereOf(place), parts, whole, says: readWords(fields.says) }] : [];
  });
}

function readParts(list: Place, references: References): Figure[] {
  const parts = list.items(MAX_PARTS);
  if (Array.isArray(list.value) && list.value.length === 0) list.refuse('must have an item');
  return parts.flatMap((part) => references.read(part) ?? []);
}
