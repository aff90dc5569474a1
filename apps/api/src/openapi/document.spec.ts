import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { CASE_EVENTS } from '#cases';
import { TABULATIONS } from '#measures';
import { openApiDocument } from './document.js';

/* eslint-disable @typescript-eslint/no-explicit-any -- the document is walked as plain JSON */
const document = JSON.parse(JSON.stringify(openApiDocument())) as any;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods as object).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation as any]),
);

const ajv = new Ajv2020({ strict: false, allErrors: true });
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
ajv.addSchema(document, 'api');
const validator = (schema: object) => ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')));

function references(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = (node as { $ref?: string }).$ref;
  return [...(own ? [own] : []), ...Object.values(node).flatMap(references)];
}

describe('the OpenAPI document', () => {
  it('refers to nothing that is not there', () => {
    const names = references(document).map((reference) => reference.replace('#/components/schemas/', ''));
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => !Object.hasOwn(document.components.schemas, name))).toEqual([]);
  });

  it('describes every event’s content by its rules', () => {
    for (const type of Object.keys(CASE_EVENTS)) expect(document.components.schemas[type].type).toBe('object');
    const { properties, required } = document.components.schemas.UnionCalled;
    expect(properties.outcome.enum).toEqual(['reached', 'no_answer', 'hung_up', 'transferred']);
    expect(properties.caller.default).toBe('organisation');
    expect(required.sort()).toEqual(['outcome', 'unionId']);
    const { disputes } = document.components.schemas.CaseReceived.properties;
    expect(disputes).toMatchObject({ type: 'array', items: { enum: expect.arrayContaining(['wage_arrears']) } });
  });

  it('names every operation and explains every parameter', () => {
    const ids = operations.map(([, { operationId }]) => operationId as string);
    expect(new Set(ids).size).toBe(operations.length);
    expect(ids).toEqual(expect.arrayContaining(['postCases', 'getCasesByCaseId', 'postCasesStepsUnionCalled']));
    const queries = operations.flatMap(([, { parameters }]) => parameters).filter(({ in: place }) => place === 'query');
    for (const { name, description } of queries) {
      expect({ name, description }).toEqual({ name, description: expect.stringMatching(/./) });
    }
    const limits = queries.filter(({ name }) => name === 'limit').map(({ schema }) => schema);
    expect(limits).toHaveLength(9 + TABULATIONS.length);
    expect(limits[0]).toEqual({ type: 'integer', minimum: 1, maximum: 1000, default: 50 });
  });

  it('says what a date left out means, and what a correction holds', () => {
    const { UnionCalled, StepCorrected } = document.components.schemas;
    expect(UnionCalled.properties.occurredAt.description).toContain('Left out, it is now');
    expect(StepCorrected.properties.content.description).toContain('All that the step should say');
  });

  it.each(operations)(
    '%s has a summary, examples that fit its schemas, and the problems it answers',
    (_, operation) => {
      expect(operation.summary).toEqual(expect.any(String));
      for (const { content = {} } of [operation.requestBody, ...Object.values<any>(operation.responses)].filter(
        Boolean,
      )) {
        for (const { schema, examples = {}, example } of Object.values<any>(content)) {
          const validate = validator(schema);
          const values = Object.values<any>(examples).map(({ value }) => value);
          for (const value of example === undefined ? values : [...values, example]) {
            expect({ fits: validate(value), errors: validate.errors }).toEqual({ fits: true, errors: null });
          }
        }
      }
      if (operation.requestBody)
        expect(Object.keys(operation.requestBody.content['application/json'].examples)).not.toEqual([]);
    },
  );
});
