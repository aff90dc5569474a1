import type { Answer, Client } from '../support/client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { answerTo, connection } from '../support/raw.js';
import { Service } from '../support/service.js';
import { until } from '../support/until.js';

const NOBODY = '0192f0c4-7a10-7c3e-9d52-3f1b6a2c8eff';
const JSON_TYPE = { 'content-type': 'application/json' };
const OPENING = { openedBy: 'received', title: 'Wages', occurredAt: '2022-03-10' };

let database: TestDatabase;
let service: Service;
let client: Client;
let unionId: string;
let caseId: string;
let written: number;

beforeAll(async () => {
  database = await createTestDatabase();
  service = await Service.start({ DATABASE_URL: database.url });
  client = service.client;
  ({ unionId } = await client.record('/v1/unions', { level: 'municipal', names: { zh: '福州市总工会' } }));
  ({ caseId } = await client.record('/v1/cases', OPENING));
  await client.record(`/v1/cases/${caseId}/steps/note-added`, { note: 'As it was' }, { 'idempotency-key': 'used' });
  written = (await client.events()).length;
  await until('the service to be ready', async () => (await client.get('/readyz')).status === 200);
});
// Whatever was refused has left nothing behind, and the service is well.
afterEach(async () => {
  expect(await client.events()).toHaveLength(written);
  expect((await client.get('/readyz')).status).toBe(200);
});
afterAll(async () => {
  await service.kill();
  await database.drop();
});

function expectProblem({ status, headers, body, text }: Answer, expected: number, name: string): void {
  expect([status, headers.get('content-type')]).toEqual([expected, 'application/problem+json; charset=utf-8']);
  expect(body).toMatchObject({ type: `/problems/${name}`, status: expected, title: expect.any(String) });
  expect(body.requestId).toBe(headers.get('x-request-id'));
  expect(text).not.toMatch(/node_modules|\.js:|at \w+ \(/);
}

const fieldsOf = ({ body }: Answer): string[] => body.errors.map(({ field }: { field: string }) => field).sort();
const step = (name: string, content: object, headers = {}) =>
  client.post(`/v1/cases/${caseId}/steps/${name}`, content, headers);

describe('a body', () => {
  it.each(['{"openedBy": "received",', '{openedBy: 1}', '{"a": 1}}', '\u0000', 'NaN'])(
    'that is malformed JSON: %j',
    async (text) => expectProblem(await client.send('POST', '/v1/cases', text, JSON_TYPE), 400, 'malformed-json'),
  );

  it('with unknown, missing and mistyped fields, also in depth, has each of them named', async () => {
    const answer = await client.post('/v1/cases', {
      openedBy: 'posted_online',
      colour: 'red',
      owed: { amount: '1.00', parts: ['0.50', 0.5], bank: 'x' },
      employers: [{ name: 'A' }, { name: { first: 'B' } }, 'C'],
      collective: 'yes',
    });
    expectProblem(answer, 422, 'validation');
    const fields = ['collective', 'colour', 'employers[1].name', 'employers[2]', 'owed.bank', 'owed.parts', 'title'];
    expect(fieldsOf(answer)).toEqual(fields);
  });

  it('with an unknown code is answered with the list of known ones', async () => {
    const answer = await step('deflected', { unionId, occurredAt: '2022-03-11', reasons: ['not_member', 'too_busy'] });
    expectProblem(answer, 422, 'validation');
    expect(fieldsOf(answer)).toEqual(['reasons']);
    expect(answer.body.errors[0].known).toEqual(expect.arrayContaining(['not_member', 'jurisdiction', 'no_petitions']));
  });

  it('of 5 MB is refused, whether it says so before or not', async () => {
    const text = JSON.stringify({ ...OPENING, note: 'x'.repeat(5_000_000) });
    for (let round = 0; round < 10; round++) {
      expectProblem(await client.send('POST', '/v1/cases', text, JSON_TYPE), 413, 'content-too-large');
    }
    const head = 'POST /v1/cases HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
    const announced = await connection(service.url);
    announced.write(`${head}Content-Length: ${text.length}\r\nConnection: close\r\n\r\n${text}`);
    const chunked = await connection(service.url);
    chunked.write(
      `${head}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`,
    );
    for (const answer of await Promise.all([answerTo(announced), answerTo(chunked)])) {
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
      expect(answer).toContain('application/problem+json');
      expect(answer).toContain('"type":"/problems/content-too-large"');
    }
  });

  it('in another media type is refused', async () => {
    const answer = await client.send('POST', '/v1/cases', 'title=x', { 'content-type': 'text/plain' });
    expectProblem(answer, 415, 'unsupported-media-type');
  });
});

describe('a step', () => {
  it('in a case that is unknown', async () => {
    const answer = await client.post(`/v1/cases/${NOBODY}/steps/note-added`, { note: 'x' });
    expectProblem(answer, 404, 'case-not-found');
    expectProblem(await client.get(`/v1/cases/${NOBODY}`), 404, 'not-found');
    expectProblem(await client.get(`/v1/cases/${NOBODY}/timeline`), 404, 'not-found');
    expectProblem(await client.get(`/v1/cases/${NOBODY}/events`), 404, 'not-found');
  });

  it('of a union that is unknown', async () => {
    const answer = await step('union-called', { unionId: NOBODY, outcome: 'reached', occurredAt: '2022-03-11' });
    expectProblem(answer, 422, 'unknown-union');
    expect(answer.body.unionId).toBe(NOBODY);
  });

  it.each([
    ['before the case opened', '2022-03-09', 'before-case-opened'],
    ['in the future', '2999', 'in-the-future'],
  ])('%s', async (_, occurredAt, name) => {
    expectProblem(await step('union-called', { unionId, outcome: 'reached', occurredAt }), 422, name);
  });

  it.each(['2021-02-30', '2021-13', '2022-03-12/2022-03-11', '2022-03-11T24:30', '11.3.2022', '2022-03-11~', 20220311])(
    'dated %j',
    async (occurredAt) => {
      const answer = await step('union-called', { unionId, outcome: 'reached', occurredAt });
      expectProblem(answer, 422, 'validation');
      expect(fieldsOf(answer)).toEqual(['occurredAt']);
    },
  );

  it('decided on a revision that is no longer the current one', async () => {
    const answer = await step('note-added', { note: 'x' }, { 'if-match': '"0"' });
    expectProblem(answer, 412, 'stale-revision');
    expect([answer.body.currentRevision, answer.headers.get('etag')]).toEqual([1, '"1"']);
    expectProblem(await step('note-added', { note: 'x' }, { 'if-match': 'W/"1"' }), 400, 'invalid-header');
  });

  it('under a key that was used for another body, and one for the same', async () => {
    const key = { 'idempotency-key': 'used' };
    expectProblem(await step('note-added', { note: 'As it is now' }, key), 422, 'idempotency-conflict');
    expectProblem(await step('closed', {}, key), 422, 'idempotency-conflict');
    const again = await step('note-added', { note: 'As it was' }, key);
    expect([again.status, again.body.revision]).toEqual([201, 1]);
    expectProblem(
      await step('note-added', { note: 'x' }, { 'idempotency-key': 'x'.repeat(256) }),
      400,
      'invalid-header',
    );
  });
});

describe('bytes that are no request, or not quite one', () => {
  const HOST = 'Host: x\r\n';
  it.each([
    ['another protocol', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400, 'malformed-request'],
    [
      'two lengths',
      `POST /v1/cases HTTP/1.1\r\n${HOST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
      400,
      'malformed-request',
    ],
    [
      'a length and chunks',
      `POST /v1/cases HTTP/1.1\r\n${HOST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      'malformed-request',
    ],
    [
      'a chunk of no size',
      `POST /v1/cases HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n`,
      400,
      'malformed-request',
    ],
    ['a NUL in a header', `GET /v1/cases HTTP/1.1\r\n${HOST}X: a\0b\r\n\r\n`, 400, 'malformed-request'],
    ['no host', 'GET /v1/cases HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'malformed-request'],
    [
      'a megabyte of headers',
      `GET /v1/cases HTTP/1.1\r\n${HOST}X: ${'x'.repeat(1_000_000)}\r\n\r\n`,
      431,
      'headers-too-large',
    ],
  ])('%s', async (_, bytes, status, name) => {
    const socket = await connection(service.url);
    socket.write(bytes, 'latin1');
    const answer = await answerTo(socket);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
    expect(answer).toContain(`"type":"/problems/${name}"`);
  });

  it('a body that breaks off', async () => {
    const socket = await connection(service.url);
    socket.end(
      `POST /v1/cases HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nContent-Length: 900\r\n\r\n${JSON.stringify(OPENING)}`,
    );
    expect(await answerTo(socket)).not.toMatch(/^HTTP\/1\.1 2/);
  });

  it('two requests in one breath are both answered, in order', async () => {
    const socket = await connection(service.url);
    socket.write(
      `GET /v1/cases/${caseId} HTTP/1.1\r\n${HOST}\r\nGET /nowhere HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`,
    );
    const answers = (await answerTo(socket)).match(/HTTP\/1\.1 \d+/g);
    expect(answers).toEqual(['HTTP/1.1 200', 'HTTP/1.1 404']);
  });
});
