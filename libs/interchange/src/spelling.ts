import { AGENCIES } from '#cases';
import type { ItemReading } from './item-reading.js';
import type { Locate } from './places.js';

export type Fields = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Turns a field's value into an event's; `path` is where it stands in the file. */
type Convert = (value: unknown, reading: ItemReading, path: string) => unknown;

interface Spelling {
  /** What an event calls the field. */
  readonly field: string;
  readonly convert?: Convert;
}

/** The fields that a file spells otherwise than an event; all others have one name. */
class Spellings {
  private readonly byName: ReadonlyMap<string, Spelling>;
  private readonly notInFiles: ReadonlySet<string>;

  constructor(spellings: Readonly<Record<string, Spelling>>, ...notInFiles: string[]) {
    this.byName = new Map(Object.entries(spellings));
    const fields = Object.values(spellings).map(({ field }) => field);
    this.notInFiles = new Set(['__proto__', ...notInFiles, ...fields.filter((field) => !this.byName.has(field))]);
  }

  /** The fields as an event spells them; unknown ones are passed on for validation to refuse. */
  respell(fields: Fields, reading: ItemReading, locate: Locate): Record<string, unknown> {
    const content: Record<string, unknown> = {};
    for (const name of Object.keys(fields)) {
      const spelling = this.byName.get(name);
      const value = fields[name];
      if (this.notInFiles.has(name)) reading.refuse(locate(name), 'is not a known field');
      else if (!spelling) content[name] = value;
      else content[spelling.field] = spelling.convert ? spelling.convert(value, reading, locate(name)) : value;
    }
    return content;
  }

  /** As respell; what is no object is left for validation to refuse. */
  readonly convert: Convert = (value, reading, path) =>
    isObject(value) ? this.respell(value, reading, (field) => `${path}.${field}`) : value;
}

const agencies: ReadonlySet<unknown> = new Set(AGENCIES);

const toUnion: Convert = (key, reading) => reading.unionId(key);
const toCase: Convert = (key, reading) => reading.caseId(key);
const toStep: Convert = (key, reading) => reading.stepId(key);

/** A bare amount is in the default currency. */
const toMoney: Convert = (value) => (typeof value === 'string' ? { amount: value } : value);

const union = new Spellings({ union: { field: 'unionId', convert: toUnion } });
const since = new Spellings({ step: { field: 'stepId', convert: toStep } });

/** A bare name is a union's key. */
const toCredit: Convert = (value, reading, path) =>
  typeof value === 'string' ? { unionId: reading.unionId(value) } : union.convert(value, reading, path);

const toCredits: Convert = (value, reading, path) =>
  Array.isArray(value) ? value.map((credit, index) => toCredit(credit, reading, `${path}[${index}]`)) : value;

/** A bare name is an agency's code, or else a union's key. */
const toTarget: Convert = (value, reading, path) =>
  agencies.has(value) ? { agency: value } : toCredit(value, reading, path);

const steps: Readonly<Record<string, Spelling>> = {
  at: { field: 'occurredAt' },
  since: { field: 'since', convert: since.convert },
  union: { field: 'unionId', convert: toUnion },
  to: { field: 'deflectedTo', convert: toTarget },
  credited: { field: 'creditedTo', convert: toCredits },
  owed: { field: 'owed', convert: toMoney },
  amount: { field: 'amount', convert: toMoney },
  awarded: { field: 'awarded', convert: toMoney },
  recovered: { field: 'recovered', convert: toMoney },
  report_says: { field: 'reportSays' },
  duplicateOf: { field: 'duplicateOf', convert: toCase },
  step: { field: 'stepId', convert: toStep },
};

/** The fields of a case's opening and steps; what a correction puts in a step's place is spelled as the step is. */
export const STEP_FIELDS = new Spellings({
  ...steps,
  content: { field: 'content', convert: new Spellings(steps).convert },
});

/** The fields of a union but its names, which have no field of their own. */
export const UNION_FIELDS = new Spellings(
  {
    at: { field: 'occurredAt' },
    parent: { field: 'parentId', convert: toUnion },
    report_says: { field: 'note' },
  },
  'names',
);
