import { jest } from '@jest/globals';
import { once } from 'node:events';
import { openCase, record, registerUnion } from '../test-support/samples.js';
import { received, slowClient, WHOLE } from '../test-support/slow-client.js';
import { TestApi } from '../test-support/test-api.js';

interface EventLine {
  readonly id: string;
  readonly type: string;
  readonly position: string;
}

const START = '0000000000000000001';
const NDJSON = { accept: 'application/x-ndjson' };

let api: TestApi;
let municipal: string;
let district: string;
let caseId: string;

beforeAll(async () => {
  api = await TestApi.start();
  municipal = (await registerUnion(api)).unionId;
  district = (await registerUnion(api, { level: 'district' })).unionId;
  ({ caseId } = await openCase(api));
  await record(api, caseId, 'union-called', { unionId: municipal, outcome: 'reached', occurredAt: '2021-06-15' });
  await record(api, caseId, 'union-called', { unionId: district, outcome: 'no_answer', occurredAt: '2021-06-18' });
  await record(api, caseId, 'note-added', { note: 'Not about a union', occurredAt: '2021-07' });
});
afterAll(() => api.stop());

const lines = (text: string): EventLine[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as EventLine);
const typesOf = (items: EventLine[]) => items.map(({ type }) => type);

async function types(query: string): Promise<string[]> {
  const page = await api.get(`/v1/events?${query}`);
  expect(page.status).toBe(200);
  const stream = await api.get(`/v1/events?${query}`, NDJSON);
  expect(lines(stream.text)).toEqual(page.body.items);
  return typesOf(page.body.items);
}

describe('the raw events', () => {
  it('are CloudEvents, which say when they were recorded and what they say', async () => {
    const { body } = await api.get(`/v1/cases/${caseId}/events`);
    expect(body.nextCursor).toBeNull();
    expect(body.items[1]).toEqual({
      specversion: '1.0',
      id: expect.any(String),
      source: `/v1/cases/${caseId}`,
      type: 'UnionCalled',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      datacontenttype: 'application/json',
      position: '0000000000000000004',
      stream: `case-${caseId}`,
      revision: 1,
      recordedby: 'local',
      correlationid: expect.any(String),
      schemaversion: 1,
      data: {
        unionId: municipal,
        outcome: 'reached',
        occurredAt: '2021-06-15',
        caller: 'organisation',
        channel: 'phone',
        aware: 'unknown',
      },
    });
  });

  it('come as batches of CloudEvents, each naming the next', async () => {
    const batch = { accept: 'application/cloudevents-batch+json' };
    const found: EventLine[] = [];
    for (let path: string | undefined = '/v1/events?limit=2&types=UnionCalled,NoteAdded'; path;) {
      const { status, headers, text } = await api.get(path, batch);
      expect([status, headers.get('content-type')]).toEqual([200, batch.accept]);
      found.push(...(JSON.parse(text) as EventLine[]));
      path = /^<(.+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(found).toEqual((await api.get('/v1/events?types=UnionCalled,NoteAdded')).body.items);
    const { text } = await api.get(`/v1/cases/${caseId}/events`, batch);
    expect(JSON.parse(text)).toEqual((await api.get(`/v1/cases/${caseId}/events`)).body.items);
  });

  it('come in the order of commitment, as pages or as lines', async () => {
    const { headers, text } = await api.get('/v1/events', NDJSON);
    expect(headers.get('content-type')).toBe('application/x-ndjson');
    const positions = lines(text).map(({ position }) => position);
    expect(positions).toEqual([...positions].sort());
    const paged: EventLine[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await api.get(`/v1/events?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      expect(body.items.length).toBeLessThanOrEqual(2);
      paged.push(...body.items);
      cursor = body.nextCursor;
    } while (cursor);
    expect(paged).toEqual(lines(text));
  });

  it('go on after a position', async () => {
    const all = lines((await api.get('/v1/events', NDJSON)).text);
    const { body } = await api.get(`/v1/events?from=${all[2]!.position}`);
    expect(body.items).toEqual(all.slice(3));
    expect((await api.get(`/v1/events?from=${all.at(-1)!.position}`)).body).toEqual({ items: [], nextCursor: null });
    expect((await api.get(`/v1/events?from=${all.at(-1)!.position}`, NDJSON)).text).toBe('');
  });

  it('can be picked by type, and an unknown type is answered with the known ones', async () => {
    expect(await types('types=UnionCalled,NoteAdded')).toEqual(['UnionCalled', 'UnionCalled', 'NoteAdded']);
    const { status, body } = await api.get('/v1/events?types=UnionCalled,Forgotten');
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ field: 'types', known: expect.arrayContaining(['UnionCalled']) }]);
  });

  it('can be picked by the level of the union that they are about', async () => {
    expect(await types('level=district')).toEqual(['UnionRegistered', 'UnionCalled']);
    expect(await types('level=municipal&types=UnionCalled')).toEqual(['UnionCalled']);
    expect(await types('level=enterprise')).toEqual([]);
  });

  it('can be picked by when they may have happened', async () => {
    expect(await types('since=2021-06-15&until=2021-06-17')).toEqual(['UnionCalled']);
    expect(await types('until=2021-06-14')).toEqual(['PostedOnline']);
    expect(await types('since=2021-07-31&until=2022')).toEqual(['NoteAdded']);
  });

  it('can be picked by when they were recorded, which is today', async () => {
    const today = new Date().toISOString();
    expect(await types('time=recorded&until=2022')).toEqual([]);
    expect(await types(`time=recorded&since=2022&until=${today}&types=NoteAdded`)).toEqual(['NoteAdded']);
  });

  it('can be picked by the union that they are about', async () => {
    expect(await types(`unionId=${district}`)).toEqual(['UnionRegistered', 'UnionCalled']);
  });

  it('can be picked by sector and region, of their case or of their union', async () => {
    expect(await types('sector=construction&types=PostedOnline,UnionRegistered')).toEqual(['PostedOnline']);
    expect(await types('sector=taxi')).toEqual([]);
    expect(await types('region=52')).toEqual(['UnionRegistered', 'UnionRegistered']);
    expect(await types('region=44')).toEqual([]);
  });

  it('end at a position, which must not lie before the start', async () => {
    const all = lines((await api.get('/v1/events', NDJSON)).text);
    const [second, third] = [all[1]!.position, all[2]!.position];
    expect(await types(`from=${second}&to=${third}`)).toEqual([all[2]!.type]);
    expect(await types(`from=${second}&to=${second}`)).toEqual([]);
    const { status, body } = await api.get(`/v1/events?from=${third}&to=${second}`);
    expect([status, body.errors[0].field]).toEqual([422, 'to']);
  });

  it('count a day in the time zone of their case', async () => {
    const abroad = await openCase(api, { timeZone: 'America/New_York', occurredAt: '2019-03-01' });
    await record(api, abroad.caseId, 'note-added', { note: 'x', occurredAt: '2019-03-02' });
    // The second of March in New York begins at five in the morning, UTC.
    expect(await types('since=2019-03-02T05:00Z&until=2019-03-02T05:00Z')).toEqual(['NoteAdded']);
    expect(await types('since=2019-03-02T04:59Z&until=2019-03-02T04:59Z')).toEqual(['PostedOnline']);
  });

  it('of one case come page by page', async () => {
    const first = await api.get(`/v1/cases/${caseId}/events?limit=3`);
    const second = await api.get(`/v1/cases/${caseId}/events?limit=3&cursor=${first.body.nextCursor}`);
    expect([first.body.items.length, second.body.items.length]).toEqual([3, 1]);
    expect(second.body.nextCursor).toBeNull();
    const stream = await api.get(`/v1/cases/${caseId}/events`, NDJSON);
    expect(lines(stream.text)).toEqual([...first.body.items, ...second.body.items]);
    const { status, body } = await api.get(`/v1/cases/${caseId}/events?cursor=x`);
    expect([status, body.errors[0].field]).toEqual([422, 'cursor']);
  });

  it('of a stream that broke off go on where it did, as many as are asked for', async () => {
    const path = `/v1/cases/${caseId}/events`;
    const whole = lines((await api.get(path, NDJSON)).text);
    expect(lines((await api.get(`${path}?limit=2`, NDJSON)).text)).toEqual(whole.slice(0, 2));
    expect(lines((await api.get(`${path}?cursor=1&limit=1`, NDJSON)).text)).toEqual(whole.slice(2, 3));
    expect((await api.get(`${path}?cursor=3`, NDJSON)).text).toBe('');
    const all = lines((await api.get('/v1/events', NDJSON)).text);
    const rest = await api.get(`/v1/events?limit=2&from=${all[0]!.position}`, NDJSON);
    expect(lines(rest.text)).toEqual(all.slice(1, 3));
    expect(lines((await api.get('/v1/events?limit=1&types=NoteAdded,PostedOnline', NDJSON)).text)).toHaveLength(1);
  });

  it('start at one place, which a refusal names', async () => {
    const nowhere = '9999999999999999999';
    for (const headers of [{}, NDJSON]) {
      for (const field of ['from', 'cursor']) {
        const { status, body } = await api.get(`/v1/events?${field}=${nowhere}`, headers);
        expect([status, body.errors[0].field]).toEqual([422, field]);
      }
      const both = await api.get(`/v1/events?from=${START}&cursor=${START}`, headers);
      expect([both.status, both.body.errors[0].field]).toEqual([422, 'cursor']);
    }
  });

  it('are not looked for in a time that ends before it begins', async () => {
    const { status, body } = await api.get('/v1/events?since=2022&until=2021-12');
    expect([status, body.errors[0].field]).toEqual([422, 'until']);
    expect((await api.get('/v1/events?since=2021-12&until=2021')).status).toBe(200);
  });

  it('come in no other media type', async () => {
    for (const accept of ['text/html', 'text/csv', 'application/json;q=0']) {
      const { status, body } = await api.get('/v1/events', { accept });
      expect([status, body.type]).toEqual([406, '/problems/not-acceptable']);
    }
    expect((await api.get('/v1/events', { accept: 'text/*, */*;q=0.1' })).headers.get('content-type')).toContain(
      'application/json',
    );
  });

  it('refuse positions that are none', async () => {
    for (const from of ['1', 'x', '0000000000000000001x', '-000000000000000001']) {
      expect((await api.get(`/v1/events?from=${from}`)).status).toBe(422);
      expect((await api.get(`/v1/events?from=${from}`, NDJSON)).status).toBe(422);
    }
  });
});

describe('a stream of many events', () => {
  const MANY = 300;
  const BIG = 'x'.repeat(9_000);
  let big: string;

  beforeAll(async () => {
    ({ caseId: big } = await openCase(api));
    for (let n = 0; n < MANY; n += 30) {
      const notes = Array.from({ length: 30 }, () => record(api, big, 'note-added', { note: BIG }));
      await Promise.all(notes);
    }
  });

  it('waits for a reader that takes its time, and loses nothing', async () => {
    const socket = await slowClient(api.port, `/v1/cases/${big}/events`);
    // Meanwhile everybody else is served.
    expect((await api.get('/healthz')).status).toBe(200);
    const text = await received(socket);
    expect(text.match(/"type":"NoteAdded"/g)).toHaveLength(MANY);
    expect(text).toMatch(WHOLE);
  });

  it('reads no more once the client has gone', async () => {
    const reads = jest.spyOn(api.store, 'readStream');
    const socket = await slowClient(api.port, `/v1/cases/${big}/events`);
    socket.resume();
    await once(socket, 'data');
    const { signal } = reads.mock.calls.at(-1)![1]!;
    reads.mockRestore();
    socket.destroy();
    if (!signal!.aborted) await once(signal!, 'abort');
    expect(signal!.aborted).toBe(true);
  });
});
