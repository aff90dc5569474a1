import { ItemReading } from './item-reading.js';
import { keyProblem } from './keys.js';
import { mapCase } from './map-case.js';
import { mapUnion } from './map-union.js';
import { InvalidItem, type Mapped } from './mapped.js';
import type { SourceIds } from './source-ids.js';
import { isObject } from './spelling.js';

/**
 * What an object of a file says, as commands with ids, their contents validated.
 * @throws InvalidItem with everything that is wrong with it
 */
export function mapItem(item: unknown, ids: SourceIds): Mapped {
  if (!isObject(item)) throw new InvalidItem([{ reason: 'must be an object of kind union or case' }]);
  const { kind, key, ...fields } = item;
  const problem = keyProblem(key);
  if (problem) throw new InvalidItem([{ field: 'key', reason: problem }]);
  const reading = new ItemReading(ids, key as string);
  if (kind === 'union') return complete(mapUnion(fields, reading), reading);
  if (kind === 'case') return complete(mapCase(fields, reading), reading);
  throw new InvalidItem([{ field: 'kind', reason: 'must be union or case' }], reading.key);
}

function complete(mapped: Mapped, { problems, key }: ItemReading): Mapped {
  if (problems.length > 0) throw new InvalidItem(problems, key);
  return mapped;
}
