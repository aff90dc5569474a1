import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { ModulesContainer } from '@nestjs/core';
import { RequestMethod } from '@nestjs/common';
import { STEPS_BY_NAME } from '#cases';
import { TABULATIONS } from '#measures';
import { createLogger } from '../../../runtime/src/index.js';
import { loadReportCases } from '../service/load-report-cases.js';
import { CHANGES } from '../unions/change-type.js';
import { OPERATION_NAMES } from '../projections/operation-names.js';
import { TestApi } from '../test-support/test-api.js';
import { WEBHOOK_EXAMPLE } from './webhook-operations.js';
import { schemaName } from './answer-schemas.js';
import { openApiDocument } from './document.js';
import { EXAMPLE, NAMED_EXAMPLES, REPORT_KEY } from './examples.js';
import { PUBLICATION_EXAMPLE } from './published-report-examples.js';
import type { Operation } from './operation.js';
import { OPERATIONS } from './operations.js';

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
  await loadReportCases(api.ledger, api.store, createLogger({ logLevel: 'silent', logFormat: 'json' }));
  await api.get(`/v1/cases?minPosition=${await api.store.head()}`);
});
afterAll(() => api.stop());

const document = JSON.parse(JSON.stringify(openApiDocument())) as object;
const ajv = new Ajv2020({ strict: false, allErrors: true });
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
ajv.addSchema(document, 'api');

function expectFit(schema: string, value: unknown): void {
  const validate = ajv.compile({ $ref: `api#/components/schemas/${schema}` });
  expect({ fits: validate(value), errors: validate.errors }).toEqual({ fits: true, errors: null });
}

/** Examples that tell the whole truth: they hold no part of a list, and the time of day only as their frame; lengths grow with it. */
const EXACT = ['Case', 'Union', 'ResponseTimes', ...TABULATIONS.filter(({ lengths }) => !lengths).map(schemaName)];

/** An answer with the time of day of the example that it should be. */
function atTheTimeOf(example: unknown, answer: string): string {
  const frameOf = (text: string) => (JSON.parse(text) as { frame?: { asOf: string; knownAt: string } }).frame;
  const [shown, told] = [frameOf(JSON.stringify(example)), frameOf(answer)];
  if (!shown || !told) return answer;
  return answer
    .replaceAll(told.asOf, shown.asOf)
    .replaceAll(encodeURIComponent(told.asOf), encodeURIComponent(shown.asOf));
}

const addressOf = ({ path, example = '' }: Operation) =>
  `${path}${example}`.replace(
    /\{(\w+)\}/g,
    (_, name: string) => (({ ...EXAMPLE, ...NAMED_EXAMPLES }) as Record<string, string>)[name]!,
  );

describe('the documented examples', () => {
  const gets = OPERATIONS.filter(({ method, path }) => method === 'get' && !/\{(report|webhook)Id\}/.test(path)).map(
    (operation) => [operation.path, operation] as const,
  );

  it.each(gets)('GET %s answers as described', async (_path, operation) => {
    for (const [type, { schema }] of Object.entries(operation.answers)) {
      if (type === 'text/event-stream') {
        const { status, headers, body } = await api.fetch(addressOf(operation), { headers: { accept: type } });
        expect([status, headers.get('content-type')]).toEqual([operation.status, type]);
        await body!.cancel();
        continue;
      }
      const answer = await api.get(addressOf(operation), { accept: type });
      expect(answer.status).toBe(operation.status);
      expect(answer.headers.get('content-type')).toContain(type);
      if (type === 'application/json') expectFit(schema!, answer.body);
      else if (schema) {
        const lines = answer.text.trimEnd().split('\n');
        lines.forEach((line) => expectFit(schema, JSON.parse(line)));
      }
    }
  });

  const exact = gets.filter(([, { answers }]) => EXACT.includes(answers['application/json']?.schema ?? ''));

  it.each(exact)('GET %s answers the example, word for word', async (_path, operation) => {
    const { text } = await api.get(addressOf(operation));
    const example = operation.answers['application/json']!.example;
    expect(JSON.parse(atTheTimeOf(example, text))).toEqual(example);
  });

  const posts = OPERATIONS.filter(({ body, tag }) => body && tag !== 'webhooks').flatMap((operation) =>
    Object.entries(operation.body!.examples).map(
      ([name, { value }]) => [operation.path, name, operation, value] as const,
    ),
  );

  it.each(posts)('POST %s accepts %s', async (_path, _name, operation, value) => {
    const answer = await api.post(addressOf(operation), value);
    expect({ status: answer.status, problem: answer.body.errors ?? answer.body.type }).toEqual({
      status: operation.status,
      problem: undefined,
    });
    expectFit(operation.answers['application/json']!.schema!, answer.body);
  });
});

describe('the documented examples of a published report', () => {
  const ofReport = OPERATIONS.filter(({ method, path }) => method === 'get' && path.includes('{reportId}'));

  it.each(ofReport)('GET $path answers as described', async (operation) => {
    const published = await api.post('/v1/reports/published', PUBLICATION_EXAMPLE, { 'idempotency-key': REPORT_KEY });
    expect(published.body.reportId).toBe(EXAMPLE.reportId);
    const { status, body } = await api.get(`${addressOf(operation)}?minPosition=${published.body.position}`);
    expect(status).toBe(operation.status);
    expectFit(operation.answers['application/json']!.schema!, body);
  });

  it('GET /v1/reports/published lists it', async () => {
    const { body } = await api.get('/v1/reports/published');
    expect(body.items.length).toBeGreaterThan(0);
    expectFit('PublicationPage', body);
  });
});

describe('the documented examples of a webhook', () => {
  const ofWebhook = OPERATIONS.filter(({ path }) => path.includes('{webhookId}'));

  it.each(ofWebhook)('$method $path answers as described', async ({ method, path, status, answers, body }) => {
    const created = await api.post('/v1/webhooks', WEBHOOK_EXAMPLE);
    expect([created.status, created.headers.get('location')]).toEqual([201, `/v1/webhooks/${created.body.id}`]);
    expectFit('WebhookWithSecret', created.body);
    if (path.endsWith('/resume')) await api.post(`/v1/webhooks/${created.body.id}/pause`);
    // Of the examples of a replay, the one that replays whatever there is.
    const sent = body && JSON.stringify(Object.values(body.examples)[0]!.value);
    const headers = sent ? { 'content-type': 'application/json' } : undefined;
    const answer = await api.send(method.toUpperCase(), path.replace('{webhookId}', created.body.id), sent, headers);
    expect(answer.status).toBe(status);
    const schema = answers['application/json']?.schema;
    if (schema) expectFit(schema, answer.body);
    else expect(answer.text).toBe('');
  });
});

describe('the documentation', () => {
  it('leaves out no route and invents none', () => {
    const documented = OPERATIONS.map(
      ({ method, path }) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
    );
    const live = routes().filter((route) => !route.includes(' /docs'));
    expect(documented.sort()).toEqual(live.sort());
  });

  it('is served with a page to try it out, which needs nothing from elsewhere', async () => {
    expect((await api.get('/docs/json')).body).toEqual(document);
    for (const path of ['/', '/docs/'])
      expect((await api.get(path)).headers.get('content-type')).toContain('text/html');
    const page = await api.get('/docs');
    expect(page.headers.get('content-type')).toContain('text/html');
    const assets = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!);
    expect(assets).toHaveLength(4);
    for (const path of assets) expect((await api.get(path)).status).toBe(200);
  });
});

/** Every route of the controllers, with those written out that take one of several names. */
function routes(): string[] {
  const controllers = [...api.app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  const found = controllers.flatMap(({ metatype, instance }) => {
    const prefix = Reflect.getMetadata('path', metatype!) as string;
    const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const method = Reflect.getMetadata('method', prototype[name]!) as RequestMethod | undefined;
      if (method === undefined) return [];
      const path = Reflect.getMetadata('path', prototype[name]!) as string;
      return [`${RequestMethod[method]} ${`/${prefix}/${path}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1')}`];
    });
  });
  return found.flatMap((route) => {
    if (/\/:report\b/.test(route)) return TABULATIONS.map(({ name }) => route.replace(':report', name));
    if (route.endsWith('/:operation')) return OPERATION_NAMES.map((name) => route.replace(':operation', name));
    if (route.endsWith('/steps/:step')) return Object.keys(STEPS_BY_NAME).map((step) => route.replace(':step', step));
    return route.endsWith('/:change')
      ? Object.keys(CHANGES).map((change) => route.replace(':change', change))
      : [route];
  });
}
