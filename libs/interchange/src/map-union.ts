import { validateUnionContent } from '#unions';
import type { ItemReading } from './item-reading.js';
import { referableKeyProblem } from './keys.js';
import type { Mapped } from './mapped.js';
import { UNION_FIELDS, type Fields } from './spelling.js';
import { validated } from './validated.js';

/** A union: its registration. Its names stand among its other fields. */
export function mapUnion({ zh, en, ...fields }: Fields, reading: ItemReading): Mapped {
  const { key, ids, names } = reading;
  const problem = referableKeyProblem(key);
  if (problem) reading.refuse('key', problem);
  const plain = { ...UNION_FIELDS.respell(fields, reading, (field) => field), names: { zh, en } };
  const content = validated(() => validateUnionContent('UnionRegistered', plain), reading);
  const commands = [{ type: 'UnionRegistered', stepId: ids.registrationId(key), content }];
  return { kind: 'union', id: reading.named(ids.unionId(key), key), key, commands, names };
}
