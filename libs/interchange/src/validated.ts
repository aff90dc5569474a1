import { InvalidContent } from '#unions';
import { toProblem } from './invalid-fields.js';
import type { ItemReading } from './item-reading.js';
import type { Locate } from './places.js';

/** What a validation returns; what it refuses is added to the item's problems, with an empty object in its place. */
export function validated(validate: () => object, reading: ItemReading, locate?: Locate): object {
  try {
    return validate();
  } catch (error) {
    if (!(error instanceof InvalidContent)) throw error;
    reading.problems.push(...error.errors.map((one) => toProblem(one, locate)));
    return {};
  }
}
