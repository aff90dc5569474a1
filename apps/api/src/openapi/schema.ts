import { POSITION } from '#event-store';

/** A JSON Schema as OpenAPI 3.1 has it. */
export type Schema = Readonly<Record<string, unknown>>;

export const text: Schema = { type: 'string' };
export const integer: Schema = { type: 'integer' };
export const flag: Schema = { type: 'boolean' };
export const uuid: Schema = { type: 'string', format: 'uuid' };
export const instant: Schema = { type: 'string', format: 'date-time' };
export const position: Schema = {
  type: 'string',
  pattern: POSITION.source,
  description: 'A place in the log; sorts as text.',
};

export function described(schema: Schema, description: string): Schema {
  return { ...schema, description };
}

export function oneOfCodes(codes: readonly string[]): Schema {
  return { type: 'string', enum: codes };
}

export function nullable(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] };
}

export function list(items: Schema): Schema {
  return { type: 'array', items };
}

export function named(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

export function counts(description: string): Schema {
  return { type: 'object', additionalProperties: integer, description };
}

/** An object with exactly these fields; those whose name ends in `?` may be absent. */
export function object(fields: Readonly<Record<string, Schema>>): Schema {
  const entries = Object.entries(fields);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace(/\?$/, ''), schema])),
    required: entries.map(([name]) => name).filter((name) => !name.endsWith('?')),
    additionalProperties: false,
  };
}
