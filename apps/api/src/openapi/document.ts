import { CASE_EVENTS, OPENINGS } from '#cases';
import { UNION_EVENTS } from '#unions';
import { MAX_BODY_BYTES } from '../http/server.js';
import { PublishReportBody } from '../reports/published/publish-report-body.js';
import { SERVICE_PROBLEMS, type ProblemKind } from '../problems/problem-kinds.js';
import { PROBLEM_JSON, problemType } from '../problems/problem.js';
import { REFUSALS } from '../problems/refusals.js';
import { NewWebhookBody, ReplayBody } from '../webhooks/webhook-bodies.js';
import { ANSWER_SCHEMAS } from './answer-schemas.js';
import { contentSchema, nestedClasses, type ContentClass } from './content-schemas.js';
import { EXAMPLE, NAMED_EXAMPLES } from './examples.js';
import type { Operation, ProblemName } from './operation.js';
import { OPERATIONS } from './operations.js';
import { PROBLEM_EXAMPLES } from './problem-examples.js';
import { PUBLISHED_REPORT_SCHEMAS } from './published-report-schemas.js';
import { queryParameter } from './query-parameters.js';
import { WEBHOOK_SCHEMAS } from './webhook-schemas.js';
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
    tags: ['cases', 'unions', 'reports', 'events', 'webhooks', 'service'].map((name) => ({ name })),
    paths: paths(),
    components: {
      schemas: { ...contentSchemas(), ...ANSWER_SCHEMAS, ...PUBLISHED_REPORT_SCHEMAS, ...WEBHOOK_SCHEMAS },
    },
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
    operationId: operationId(operation),
    tags: [tag],
    summary,
    ...(description && { description }),
    parameters: parametersOf(operation),
    ...(body && {
      requestBody: {
        required: !body.optional,
        content: { 'application/json': { schema: named(body.schema), examples: body.examples } },
      },
    }),
    responses: { [operation.status]: answerOf(operation), ...problemsOf(allProblemsOf(operation)) },
  };
}

/** Such as `postCasesStepsUnionCalled` and `getCasesByCaseId`: the method and the path in camel case. */
function operationId({ method, path }: Operation): string {
  const segments = path.replace(/^\/v1/, '').split('/');
  const named = segments.map((segment, index) => {
    const last = index === segments.length - 1;
    return segment.startsWith('{') ? (last ? `-by-${segment.slice(1, -1)}` : '') : segment;
  });
  const words = [method, ...named.join('-').split('-').filter(Boolean)];
  return words.map((word, index) => (index === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join('');
}

function allProblemsOf({ path, problems }: Operation): ProblemName[] {
  return [...problems, ...(path.includes('{') ? (['uri-too-long'] as const) : []), ...EVERYWHERE];
}

function parametersOf({ path, method, query, headers = [], records = true }: Operation) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => {
    const id = (EXAMPLE as Readonly<Record<string, string>>)[name!];
    const example = id ?? (NAMED_EXAMPLES as Readonly<Record<string, string>>)[name!];
    return { name, in: 'path', required: true, schema: id ? uuid : text, ...(example && { example }) };
  });
  const inQuery = query
    ? Object.entries(propertiesOf(query)).map(([name, schema]) => queryParameter(path, name, schema))
    : [];
  return [...inPath, ...inQuery, ...headers, ...(method === 'post' && records ? WRITE_HEADERS : [])];
}

/** What any request may be answered with. */
const EVERYWHERE = ['malformed-request', 'method-not-allowed', 'headers-too-large', 'internal-error'] as const;

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
    description:
      'The same key with the same body is a retry, and gets the first answer. Keys are kept for ever. Each case and each ' +
      'union has keys of its own, and so have the opening of cases, the registration of unions and published reports.',
  },
];

function propertiesOf(type: ContentClass): Record<string, Schema> {
  return contentSchema(type).properties as Record<string, Schema>;
}

function answerOf({ method, path, answers, summary, records }: Operation) {
  const content = Object.entries(answers).map(([type, { schema, example }]) => {
    return [type, { schema: schema ? named(schema) : text, ...(example !== undefined && { example }) }];
  });
  const headers = headersOf(method, path, records);
  return {
    description: summary,
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(content.length > 0 && { content: Object.fromEntries(content) }),
  };
}

const CREATED = ['/v1/cases', '/v1/unions', '/v1/reports/published', '/v1/webhooks'];

function headersOf(method: string, path: string, records = true): Readonly<Record<string, object>> {
  if (method === 'get') {
    return path === '/v1/cases/{caseId}'
      ? { ETag: header('The revision, for If-Match; only of the present case, not with `asOf`, `knownAt` or `pin`.') }
      : {};
  }
  if (!records) return CREATED.includes(path) ? { Location: header('Address of what was created.') } : {};
  const etag = { ETag: header('The new revision, for the next If-Match.') };
  return CREATED.includes(path) ? { Location: header('Address of what was created.'), ...etag } : etag;
}

const header = (description: string) => ({ schema: text, description });

const PROBLEM_HEADERS: Readonly<Record<number, object>> = {
  405: { Allow: header('The methods that the address takes.') },
  412: { ETag: header('The current revision.') },
  503: { 'Retry-After': header('Seconds to wait before trying again, where that may help.') },
};

/** One response for each status, with an example for each problem that has it. */
function problemsOf(names: readonly ProblemName[]) {
  const byStatus = new Map<number, Record<string, unknown>>();
  for (const name of names) {
    const kind: ProblemKind = { ...SERVICE_PROBLEMS, ...REFUSALS }[name];
    const value = {
      type: problemType(name),
      title: kind.title,
      status: kind.status,
      ...PROBLEM_EXAMPLES[name],
      requestId: EXAMPLE.requestId,
    };
    byStatus.set(kind.status, { ...byStatus.get(kind.status), [name]: { summary: kind.title, value } });
  }
  const responses = [...byStatus].map(([status, examples]) => {
    const description = Object.keys(examples).join(', ');
    const headers = PROBLEM_HEADERS[status];
    return [
      status,
      {
        description,
        ...(headers && { headers }),
        content: { [PROBLEM_JSON.split(';')[0]!]: { schema: named('Problem'), examples } },
      },
    ];
  });
  return Object.fromEntries(responses) as Record<string, unknown>;
}

/** The bodies are the contents of the events, by the events' names. */
function contentSchemas(): Record<string, Schema> {
  const classes = { ...CASE_EVENTS, ...UNION_EVENTS } as Readonly<Record<string, ContentClass>>;
  const nested = [...Object.values(classes), PublishReportBody, NewWebhookBody].flatMap(nestedClasses);
  const all = [...Object.values(classes), ...nested].map((type) => [type.name, contentSchema(type)]);
  return {
    ...(Object.fromEntries(all) as Record<string, Schema>),
    OpenCase: openCaseSchema(),
    PublishReport: contentSchema(PublishReportBody),
    NewWebhook: contentSchema(NewWebhookBody),
    Replay: contentSchema(ReplayBody),
  };
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
