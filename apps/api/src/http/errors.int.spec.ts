import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { TestApi, type Answer } from '../test-support/test-api.js';

const JSON_TYPE = { 'content-type': 'application/json' };

let api: TestApi;
beforeAll(async () => void (api = await TestApi.start()));
afterAll(() => api.stop());

function expectProblem(answer: Answer, status: number, name: string): void {
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(answer.body).toMatchObject({ type: `/problems/${name}`, status, title: expect.any(String) });
  expect(answer.status).toBe(status);
  expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'));
}

const open = (body: string | Buffer, headers: Record<string, string> = JSON_TYPE) =>
  api.send('POST', '/v1/cases', body, headers);

describe('a body that cannot be read', () => {
  it.each([
    ['breaks off', '{"openedBy": "received", "title": '],
    ['has a trailing comma', '{"title": "x",}'],
    ['is empty', ''],
    ['begins with a byte order mark', '\uFEFF{}'],
  ])('%s: malformed JSON', async (_, body) => expectProblem(await open(body), 400, 'malformed-json'));

  it('says why also when it only breaks off', async () => {
    expect((await open('{"title": "x"')).body.detail).toEqual(expect.any(String));
  });

  it('gives a field twice, of which one would be lost: malformed JSON', async () => {
    const answer = await open('{"openedBy": "received", "title": "x", "employers": [{"name": "A", "name": "B"}]}');
    expectProblem(answer, 400, 'malformed-json');
  });

  it('is compressed: unsupported media type', async () => {
    const answer = await open(gzipSync('{}'), { ...JSON_TYPE, 'content-encoding': 'gzip' });
    expectProblem(answer, 415, 'unsupported-media-type');
    expect(answer.headers.get('accept-encoding')).toBe('identity');
  });

  it('is not UTF-8: refused rather than mangled', async () => {
    const body = Buffer.concat([Buffer.from('{"title":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]);
    const answer = await open(body);
    expectProblem(answer, 400, 'malformed-json');
    expect(answer.body.detail).toContain('UTF-8');
  });

  it('says where the JSON breaks, and quotes none of it', async () => {
    const answer = await open('{"title": "Zhang San" "x"}');
    expect(answer.body.detail).toContain('character 22');
    expect(answer.text).not.toContain('Zhang San');
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'nonsense',
    'text/xml',
  ])('comes as %s: unsupported media type', async (type) =>
    expectProblem(await open('x=1', { 'content-type': type }), 415, 'unsupported-media-type'),
  );

  it('has 5 MB: too large, whether or not it said so before', async () => {
    const body = JSON.stringify({ openedBy: 'received', title: 'x'.repeat(5_000_000) });
    expectProblem(await open(body), 413, 'content-too-large');
    const chunks = new ReadableStream({
      start(controller) {
        for (let at = 0; at < body.length; at += 65_536) controller.enqueue(Buffer.from(body.slice(at, at + 65_536)));
        controller.close();
      },
    });
    const init = { method: 'POST', body: chunks, duplex: 'half', headers: JSON_TYPE } as RequestInit;
    expect((await api.fetch('/v1/cases', init)).status).toBe(413);
  });

  it('breaks off on the way: nothing is recorded', async () => {
    const socket = connect(api.port, '127.0.0.1');
    socket.write(
      'POST /v1/cases HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"open',
    );
    await once(socket, 'connect');
    socket.end();
    socket.resume();
    await once(socket, 'close');
    expect((await api.get('/v1/events')).body.items).toEqual([]);
  });
});

describe('a body that says something else than it should', () => {
  it.each(['[]', '"x"', '7', 'null', 'true', '[{"openedBy":"received"}]'])(
    'is %s, which is no object',
    async (body) => {
      const answer = await open(body);
      expectProblem(answer, 422, 'validation');
    },
  );

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'has the field %s',
    async (field) => {
      const answer = await open(`{"openedBy": "received", "title": "x", "${field}": {"polluted": true}}`);
      expectProblem(answer, 422, 'validation');
      expect(answer.body.errors).toEqual([{ field, message: 'is not a known field' }]);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    },
  );

  it('is nested 100,000 deep', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expectProblem(await open(`{"openedBy": "received", "title": "x", "disputes": ${deep}}`), 422, 'validation');
    expectProblem(await open(`{"openedBy": "received", "title": "x", "more": ${deep}}`), 422, 'validation');
    expectProblem(await open(deep), 422, 'validation');
    const correction = `{"stepId": "0192f0c4-7a10-7c3e-9d52-3f1b6a2c8eff", "why": "x", "content": {"a": ${deep}}}`;
    const path = '/v1/cases/0192f0c4-7a10-7c3e-9d52-3f1b6a2c8eff/steps/corrected';
    expectProblem(await api.send('POST', path, correction, JSON_TYPE), 422, 'validation');
  });

  it('names every wrong field with what is known, and repeats no value', async () => {
    const answer = await api.post('/v1/cases', {
      openedBy: 'posted_online',
      occurredAt: '2021-02-30',
      sector: 'piracy',
      disputes: ['wage_arrears', 'boredom'],
      employers: [{ name: 'A', role: 'owner' }, { name: 7 }],
      owed: { amount: 61800 },
      workers: 'two',
      secret: 'Zhang San',
    });
    expectProblem(answer, 422, 'validation');
    const fields = answer.body.errors.map(({ field }: { field: string }) => field).sort();
    expect(fields).toEqual(
      [
        'disputes',
        'employers[0].role',
        'employers[1].name',
        'occurredAt',
        'owed.amount',
        'secret',
        'sector',
        'title',
        'workers',
      ].sort(),
    );
    const sector = answer.body.errors.find(({ field }: { field: string }) => field === 'sector');
    expect(sector.known).toContain('truck_drivers');
    for (const value of ['Zhang San', 'piracy', 'boredom']) expect(answer.text).not.toContain(value);
  });

  it.each(['2021-02-30', '2021-13', '2022/2021', '2021-06-15T25:00', 'yesterday', '2021?', ''])(
    'gives the impossible date %j',
    async (occurredAt) => {
      const answer = await api.post('/v1/cases', { openedBy: 'received', title: 'x', occurredAt });
      expectProblem(answer, 422, 'validation');
      expect(answer.body.errors).toMatchObject([{ field: 'occurredAt' }]);
    },
  );

  it('holds a NUL character or half of a surrogate pair', async () => {
    for (const text of ['a\\u0000b', '\\ud800', 'a\\udc00b']) {
      const answer = await open(`{"openedBy": "received", "title": "${text}"}`);
      expectProblem(answer, 422, 'validation');
      expect(answer.body.errors).toMatchObject([{ field: 'title' }]);
    }
  });
});

describe('an address', () => {
  it.each(['/v1', '/v2/cases', '/v1/cases/', '/v1/cases/x/y/z', '/docs/assets/../../package.json', '/favicon.ico'])(
    'that is none: %s',
    async (path) => expectProblem(await api.get(path), 404, 'not-found'),
  );

  it('takes the methods it has, and names them', async () => {
    const answer = await api.send('DELETE', '/v1/cases');
    expectProblem(answer, 405, 'method-not-allowed');
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
    expectProblem(
      await api.send('PUT', '/v1/cases/0192f0c4-7a10-7c3e-9d52-3f1b6a2c8eff?x=1'),
      405,
      'method-not-allowed',
    );
    expectProblem(
      await api.get('/v1/cases/0192f0c4-7a10-7c3e-9d52-3f1b6a2c8eff/steps/closed'),
      405,
      'method-not-allowed',
    );
    expect((await api.send('HEAD', '/v1/cases')).status).toBe(200);
  });

  it('that is not percent-encoded text', async () => {
    for (const path of ['/v1/cases/%zz', '/v1/cases?q=%zz', '/v1/cases?q=%ff', '/v1/unions?q=a%']) {
      expectProblem(await api.get(path), 400, 'malformed-request');
    }
    expect((await api.get('/v1/cases?q=%E5%B7%A5+%25')).status).toBe(200);
  });

  it('with a part of more than 100 characters', async () => {
    expectProblem(await api.get(`/v1/cases/${'x'.repeat(200)}`), 414, 'uri-too-long');
  });

  it('with conditions that are not known, repeated, or wrong', async () => {
    const answer = await api.get('/v1/cases?level=galactic&q=a&q=b&limit=0&sort=title&__proto__=x');
    expectProblem(answer, 422, 'validation');
    const fields = answer.body.errors.map(({ field }: { field: string }) => field).sort();
    expect(fields).toEqual(['__proto__', 'level', 'limit', 'q', 'sort']);
  });

  it('with a time that ends before it begins', async () => {
    const { status, body } = await api.get('/v1/cases?openedSince=2025&openedUntil=2020');
    expect([status, body.errors]).toMatchObject([422, [{ field: 'openedUntil' }]]);
  });

  it.each(['cases', 'unions', 'engagements'])('with a cursor that it did not give out: %s', async (list) => {
    for (const cursor of ['x', 'WzEsMl0', Buffer.from('["a","b"]').toString('base64url')]) {
      const answer = await api.get(`/v1/${list}?cursor=${cursor}`);
      expectProblem(answer, 422, 'validation');
      expect(answer.body.errors).toMatchObject([{ field: 'cursor' }]);
    }
  });

  it('whose query is longer than a request may be', async () => {
    expectProblem(await api.get(`/v1/cases?q=${'x'.repeat(10_000)}`), 422, 'validation');
    const answer = await api.get(`/v1/cases?q=${'x'.repeat(20_000)}`);
    expectProblem(answer, 431, 'headers-too-large');
  });
});

describe('what is no HTTP', () => {
  it('is answered with a problem too', async () => {
    const socket = connect(api.port, '127.0.0.1');
    socket.write('GARBAGE\r\n\r\n');
    let text = '';
    for await (const chunk of socket.setEncoding('utf8')) text += chunk as string;
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text).toContain('application/problem+json');
    expect(text).toContain('/problems/malformed-request');
  });
});

describe('ids of requests', () => {
  it('are taken over when they are plain, and made up otherwise', async () => {
    expect((await api.get('/healthz', { 'x-request-id': 'abc-1' })).headers.get('x-request-id')).toBe('abc-1');
    for (const id of ['a b', 'x'.repeat(129), '<script>', '"']) {
      const { headers } = await api.get('/healthz', { 'x-request-id': id, 'x-correlation-id': id });
      expect(headers.get('x-request-id')).toMatch(/^[\w.-]{5,}$/);
      expect(headers.get('x-correlation-id')).toBe(headers.get('x-request-id'));
    }
  });

  it('join the answer to the log, which holds no query and no body', async () => {
    await api.get('/v1/cases?q=Zhang%20San', { 'x-request-id': 'find-me' });
    await api.post('/v1/cases', { openedBy: 'received', title: 'x', note: 'Zhang San' });
    const line = api.logged.find(({ requestId }) => requestId === 'find-me');
    expect(line).toMatchObject({ method: 'GET', route: '/v1/cases', status: 200 });
    expect(JSON.stringify(api.logged)).not.toContain('Zhang');
  });
});

describe('every problem', () => {
  it('is explained where its type leads', async () => {
    const { body } = await api.get('/problems');
    expect(body.items.length).toBeGreaterThan(40);
    for (const { type } of body.items) {
      const answer = await api.get(type);
      expect(answer.body).toEqual({
        type,
        status: expect.any(Number),
        title: expect.any(String),
        explanation: expect.any(String),
      });
    }
    expectProblem(await api.get('/problems/unheard-of'), 404, 'not-found');
  });
});
