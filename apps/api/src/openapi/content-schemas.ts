import { targetConstructorToSchema } from 'class-validator-jsonschema';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';
import { MEASURES } from '#measures';
import { outcomesOf } from '#read-models';
import { outcomeRule } from '../engagements/is-outcome.js';
import type { Schema } from './schema.js';

export type ContentClass = new () => object;

const constraint = <Value>(meta: ValidationMetadata) => meta.constraints?.[0] as Value;

const EDTF =
  'A date as imprecise as what is known (EDTF): `2021-06-15T14:00+08:00`, `2021-06-15`, `2021-06`, `2021`, ' +
  'a season `2021-21` (spring) to `2021-24` (winter), or an interval `2021-06-01/2021-06-15`.';

const OUTCOME = { type: 'string', enum: [...new Set(MEASURES.flatMap(outcomesOf))] };

/** What our own rules mean as JSON Schema, by the name of their constraint. */
const CONVERTERS = {
  isCode: (meta: ValidationMetadata) => ({ type: 'string', enum: constraint<string[]>(meta) }),
  isText: (meta: ValidationMetadata) => ({ type: 'string', minLength: 1, maxLength: constraint<number>(meta) }),
  isId: { type: 'string', format: 'uuid' },
  isEdtf: ({ propertyName }: ValidationMetadata) => ({
    type: 'string',
    description:
      propertyName === 'occurredAt' ? `${EDTF} Left out, it is now: say when it happened if it was not.` : EDTF,
  }),
  isIsoDuration: { type: 'string', description: 'An ISO 8601 duration such as `P1D` or `PT2H`.' },
  isTimeZone: { type: 'string', description: 'The name of a time zone.' },
  isRegion: { type: 'string', pattern: '^\\d{6}$', description: 'A GB/T 2260 region code.' },
  isAmount: { type: 'string', pattern: '^(0|[1-9]\\d{0,14})(\\.\\d{1,4})?$', description: 'A decimal amount.' },
  isISO4217CurrencyCode: { type: 'string', pattern: '^[A-Za-z]{3}$', description: 'An ISO 4217 code.' },
  isReference: {
    type: 'string',
    format: 'uri-reference',
    description: 'An http(s) address, or a path without a scheme.',
  },
  isPeriod: { type: 'string', description: EDTF },
  isPin: { type: 'string' },
  isUrl: { type: 'string', format: 'uri' },
  isCodeList: (meta: ValidationMetadata) => ({
    type: 'string',
    description: `Separated by commas: ${constraint<string[]>(meta).join(', ')}.`,
  }),
  oneOf: (meta: ValidationMetadata) => ({
    oneOf: constraint<string[]>(meta).map((field) => ({ required: [field] })),
  }),
  nullable: {},
  isGiven: {},
  addUpToAmount: {},
  notWith: {},
  notBefore: {},
  notBeforePosition: {},
  fitsStream: {},
  ...Object.fromEntries(MEASURES.map((measure) => [outcomeRule(measure), OUTCOME])),
  isShallow: {
    description:
      'All that the step should say, as the body of its own request would: it takes the place of what it said. ' +
      'A date left out stays as it was.',
  },
  upperCase: {},
};

/** The schema of a class whose fields carry rules of class-validator; unknown fields are refused. */
export function contentSchema(type: ContentClass): Schema {
  const schema = targetConstructorToSchema(type, {
    additionalConverters: CONVERTERS as never,
    classTransformerMetadataStorage: defaultMetadataStorage as never,
    refPointerPrefix: '#/components/schemas/',
  }) as { properties: Record<string, Schema> };
  return { ...schema, properties: withDefaults(type, schema.properties), additionalProperties: false };
}

/** The classes that a class nests, at any depth. */
export function nestedClasses(type: ContentClass): ContentClass[] {
  const fields = Object.keys(targetConstructorToSchema(type).properties ?? {});
  const nested = fields.flatMap((field) => {
    const found = defaultMetadataStorage.findTypeMetadata(type, field)?.typeFunction();
    return found ? [found, ...nestedClasses(found)] : [];
  });
  return [...new Set(nested)];
}

/** A field left out gets what a new instance has in it. */
function withDefaults(type: ContentClass, properties: Readonly<Record<string, Schema>>): Record<string, Schema> {
  const blank = new type() as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(properties).map(([field, schema]) => {
      return [field, blank[field] === undefined ? schema : { ...schema, default: blank[field] }];
    }),
  );
}
