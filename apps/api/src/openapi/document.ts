import { CASE_EVENTS, OPENINGS } from '#cases';
import { UNION_EVENTS } from '#unions';
import { MAX_BODY_BYTES } from '../http/server.js';
import { SERVICE_PROBLEMS, type ProblemKind } from '../problems/problem-kinds.js';
import { PROBLEM_JSON, problemType } from '../problems/problem.js';
import { REFUSALS } from '../problems/refusals.js';
import { ANSWER_SCHEMAS } from './answer-schemas.js';
import { contentSchema, nestedClasses, type ContentClass } from './content-schemas.js';
import { EXAMPLE } from './examples.js';
import { OPERATIONS, type Operation, type ProblemName } from './operations.js';
import { named, text, uuid, type Schema } from './schema.js';

const DESCRIPTION = `An event-sourced case ledger: every step of a worker's case is an immutable event, and from those events
it rebuilds how long each union took to answer, level by level.

**Writing.** One request records one step. \`If-Match: "<revision>"\` refuses it when somebody else was first;
\`Idempotency-Key\` makes a retry safe. Bodies are JSON of up to ${MAX_BODY_BYTES} bytes; unknown fields are refused.

**Reading your own writes.** Every query takes \`minPosition\`, the \`position\` that a write answered with, and waits for it.

**Dates** are as imprecise as what is known, and so are durations: \`{low, high}\`.

**Errors** are RFC 9457 problem details; \`type\` leads to an explanation.`;

/** The OpenAPI 3.1 description of the whole API. */
export function openApiDocument(): Readonly<Record<string, unknown>> {
  return {
    openapi: '3.1.0',
    info: { title: 'Recourse', version: '1', description: DESCRIPTION, license: { name: 'Apache-2.0' } },
    tags: ['cases', 'unions', 'reports', 'events', 'service'].map((name) => ({ name })),
    paths: paths(),
    components: { schemas: { ...contentSchemas(), ...ANSWER_SCHEMAS } },
  };
}

function paths(): Record<string, Record<string, unknown>> {
  const byPath: Record<string, Record<string, unknown>> = {};
  for (const operation of OPERATIONS) {
    byPath[operation.path] = { ...byPath[operation.path], [operation.method]: described(operation) };
  }
  return byPath;
}

function described(operation: Operation) {
  const { tag, summary, description, body } = operation;
  return {
    tags: [tag],
    summary,
    ...(description && { description }),
    parameters: parametersOf(operation),
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: named(body.schema), examples: body.examples } },
      },
    }),
    responses: { [operation.status]: answerOf(operation), ...problemsOf(operation.problems) },
  };
}

function parametersOf({ path, method, query }: Operation) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => {
    const example = (EXAMPLE as Readonly<Record<string, string>>)[name!];
    return { name, in: 'path', required: true, schema: example ? uuid : text, ...(example && { example }) };
  });
  const inQuery = query
    ? Object.entries(propertiesOf(query)).map(([name, schema]) => ({ name, in: 'query', schema }))
    : [];
  return [...inPath, ...inQuery, ...(method === 'post' ? WRITE_HEADERS : [])];
}

const WRITE_HEADERS = [
  {
    name: 'If-Match',
    in: 'header',
    schema: text,
    description: 'Refuse unless this is the current revision, in quotation marks.',
  },
  {
    name: 'Idempotency-Key',
    in: 'header',
    schema: text,
    description: 'The same key with the same body is a retry, and gets the first answer.',
  },
];

function propertiesOf(type: ContentClass): Record<string, Schema> {
  return contentSchema(type).properties as Record<string, Schema>;
}

function answerOf({ method, answers, summary }: Operation) {
  const content = Object.entries(answers).map(([type, { schema, example }]) => {
    return [type, { schema: schema ? named(schema) : text, ...(example !== undefined && { example }) }];
  });
  const headers = method === 'post' ? { headers: { ETag: { schema: text, description: 'The new revision.' } } } : {};
  return { description: summary, ...headers, content: Object.fromEntries(content) };
}

/** One response for each status, with an example for each problem that has it. */
function problemsOf(names: readonly ProblemName[]) {
  const byStatus = new Map<number, Record<string, unknown>>();
  for (const name of names) {
    const kind: ProblemKind = { ...SERVICE_PROBLEMS, ...REFUSALS }[name];
    const value = { type: problemType(name), title: kind.title, status: kind.status, requestId: EXAMPLE.requestId };
    byStatus.set(kind.status, { ...byStatus.get(kind.status), [name]: { summary: kind.title, value } });
  }
  const responses = [...byStatus].map(([status, examples]) => {
    const description = Object.keys(examples).join(', ');
    return [
      status,
      { description, content: { [PROBLEM_JSON.split(';')[0]!]: { schema: named('Problem'), examples } } },
    ];
  });
  return Object.fromEntries(responses) as Record<string, unknown>;
}

/** The bodies are the contents of the events, by the events' names. */
function contentSchemas(): Record<string, Schema> {
  const classes = { ...CASE_EVENTS, ...UNION_EVENTS } as Readonly<Record<string, ContentClass>>;
  const nested = Object.values(classes).flatMap(nestedClasses);
  const all = [...Object.values(classes), ...nested].map((type) => [type.name, contentSchema(type)]);
  return { ...(Object.fromEntries(all) as Record<string, Schema>), OpenCase: openCaseSchema() };
}

function openCaseSchema(): Schema {
  return {
    oneOf: Object.entries(OPENINGS).map(([openedBy, type]) => {
      const schema = contentSchema(CASE_EVENTS[type]) as { properties: object; required: string[] };
      return {
        ...schema,
        title: type,
        properties: { openedBy: { const: openedBy }, ...schema.properties },
        required: ['openedBy', ...schema.required],
      };
    }),
  };
}
