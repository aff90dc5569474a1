import { jest } from '@jest/globals';
import { EventSource } from 'eventsource';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { StoreUnavailable } from '#event-store';
import { createTestDatabase } from '../../../../../test/support/database.js';
import { steadyPorts } from '../../../../../test/support/steady-port.js';
import { until } from '../../../../../test/support/until.js';
import { openCase, record, registerUnion } from '../../test-support/samples.js';
import { TestApi } from '../../test-support/test-api.js';

const LIVE = { accept: 'text/event-stream' };

let api: TestApi;
let unionId: string;
let caseId: string;

beforeAll(async () => {
  api = await TestApi.start();
  ({ unionId } = await registerUnion(api));
  ({ caseId } = await openCase(api, { region: '440300', sector: 'couriers' }));
  await record(api, caseId, 'union-called', { unionId, outcome: 'reached', occurredAt: '2021-06-15' });
});
afterAll(() => api.stop());

/** Someone who reads a stream; what came is kept by block. */
class Reader {
  readonly blocks: string[] = [];
  private rest = '';

  private constructor(readonly response: IncomingMessage) {
    response.setEncoding('utf8').on('data', (text: string) => {
      const parts = (this.rest + text).split('\n\n');
      this.rest = parts.pop()!;
      this.blocks.push(...parts);
    });
    response.on('error', () => undefined);
  }

  static async open(path: string, headers: Record<string, string> = {}, agent?: Agent): Promise<Reader> {
    const request = get(`http://127.0.0.1:${api.port}${path}`, { headers: { ...LIVE, ...headers }, agent });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return new Reader(response);
  }

  /** Of the events, in order. */
  get ids(): string[] {
    return this.events.map(({ position }) => position);
  }

  get events(): { type: string; position: string; stream: string }[] {
    return this.blocks
      .filter((block) => block.startsWith('id: '))
      .map((block) => JSON.parse(/^data: (.*)$/m.exec(block)![1]!) as never);
  }

  get types(): string[] {
    return this.events.map(({ type }) => type);
  }

  named(name: string): string[] {
    return this.blocks.filter((block) => block.startsWith(`event: ${name}\n`));
  }

  async caughtUp(times = 1): Promise<this> {
    await until('the end of the log', () => this.named('caught-up').length >= times);
    return this;
  }

  leave(): void {
    this.response.destroy();
  }
}

/** Reads to the end of the log and leaves. */
async function typesOf(query: string): Promise<string[]> {
  const reader = await (await Reader.open(`/v1/events?${query}`)).caughtUp();
  reader.leave();
  return reader.types;
}

const lines = async (query = '') =>
  (await api.get(`/v1/events?${query}`, { accept: 'application/x-ndjson' })).text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as { position: string; type: string });

async function metric(name: string): Promise<number> {
  const { text } = await api.get('/metrics');
  return Number(new RegExp(`^${name.replace(/[{}]/g, '\\$&')} (.*)$`, 'm').exec(text)?.[1] ?? 0);
}

describe('the live stream', () => {
  it('begins with the whole log, says when that was all, and goes on with what is recorded', async () => {
    const reader = await (await Reader.open('/v1/events')).caughtUp();
    expect(reader.events).toEqual(await lines());
    const [told] = reader.named('caught-up');
    expect(told).toBe(`event: caught-up\nid: ${reader.ids.at(-1)}\ndata: {"position":"${reader.ids.at(-1)}"}`);
    const { position } = await record(api, caseId, 'note-added', { note: 'x' });
    await until('the event', () => reader.ids.at(-1) === position);
    expect(reader.named('caught-up')).toHaveLength(1);
    reader.leave();
  });

  it('goes on exactly after the last event that the reader had, whatever else it asks for', async () => {
    const all = (await lines()).map(({ position }) => position);
    for (const [from, lastId] of [
      [undefined, all[1]],
      [all[0], all[1]],
      [all[2], all[0]],
    ]) {
      const path = `/v1/events${from ? `?from=${from}` : ''}`;
      const reader = await (await Reader.open(path, { 'last-event-id': lastId! })).caughtUp();
      expect(reader.ids).toEqual(all.slice(all.indexOf(lastId!) + 1));
      reader.leave();
    }
  });

  it('takes the conditions that the log takes', async () => {
    for (const query of [
      'types=UnionCalled,NoteAdded',
      `stream=case-${caseId}`,
      `unionId=${unionId}`,
      'level=municipal',
      'sector=couriers',
      'region=44',
      'since=2021-06-15&until=2021-06-15',
      'time=recorded&until=2020',
      `from=${(await lines())[1]!.position}`,
    ]) {
      expect([query, await typesOf(query)]).toEqual([query, (await lines(query)).map(({ type }) => type)]);
    }
    expect(await typesOf(`stream=case-${caseId}&types=UnionCalled`)).toEqual(['UnionCalled']);
  });

  it('judges what comes by what cases and unions have become meanwhile', async () => {
    const reader = await (await Reader.open('/v1/events?level=district')).caughtUp();
    const before = reader.types.length;
    const moving = { level: 'district', parentId: null, occurredAt: '2021-07-01' };
    const moved = await api.post(`/v1/unions/${unionId}/moved`, moving);
    expect(moved.status).toBe(201);
    await record(api, caseId, 'union-called', { unionId, outcome: 'reached', occurredAt: '2021-08-01' });
    await until('both', () => reader.types.length === before + 2);
    expect(reader.types.slice(-2)).toEqual(['UnionMoved', 'UnionCalled']);
    reader.leave();
  });

  it('tells whoever follows a union that a step with it was retracted', async () => {
    const { caseId: other } = await openCase(api);
    const { stepId } = await record(api, other, 'union-called', { unionId, outcome: 'reached' });
    const reader = await (await Reader.open(`/v1/events?unionId=${unionId}&stream=case-${other}`)).caughtUp();
    await record(api, other, 'retracted', { stepId, why: 'another union' });
    await until('the retraction', () => reader.types.at(-1) === 'StepRetracted');
    expect(reader.types).toEqual(['UnionCalled', 'StepRetracted']);
    reader.leave();
  });

  it('of one case is that of the log, and begins after a revision if asked', async () => {
    const path = `/v1/cases/${caseId}/events`;
    const whole = await (await Reader.open(path)).caughtUp();
    expect(whole.events).toEqual((await api.get(path)).body.items);
    const rest = await (await Reader.open(`${path}?cursor=0`)).caughtUp();
    expect(rest.events).toEqual(whole.events.slice(1));
    const again = await (await Reader.open(path, { 'last-event-id': whole.ids[1]! })).caughtUp();
    expect(again.ids).toEqual(whole.ids.slice(2));
    await record(api, (await openCase(api)).caseId, 'note-added', { note: 'elsewhere' });
    const { position } = await record(api, caseId, 'note-added', { note: 'here' });
    await until('the note', () => [whole, rest, again].every(({ ids }) => ids.at(-1) === position));
    expect(whole.events).toEqual((await api.get(path)).body.items);
    for (const reader of [whole, rest, again]) reader.leave();
    const nowhere = '00000000-0000-4000-8000-000000000000';
    expect((await api.get(`/v1/cases/${nowhere}/events`, LIVE)).status).toBe(404);
  });

  it('refuses what it cannot follow, and names it', async () => {
    const beyond = '0000000000009999999';
    for (const [query, field] of [
      ['limit=1', 'limit'],
      ['to=0000000000000000001', 'to'],
      [`from=${beyond}`, 'from'],
      [`cursor=${beyond}`, 'cursor'],
      ['colour=red', 'colour'],
      ['since=2022&until=2021', 'until'],
      ['types=Forgotten', 'types'],
      ['stream=case', 'stream'],
      [`stream=union-${unionId}&types=UnionCalled`, 'types'],
      [`stream=union-${unionId}&unionId=${caseId}`, 'unionId'],
      [`stream=report-${unionId}&level=municipal`, 'level'],
      [`stream=report-${unionId}&sector=couriers`, 'sector'],
      [`stream=report-${unionId}&region=44`, 'region'],
    ]) {
      const { status, body } = await api.get(`/v1/events?${query}`, LIVE);
      expect([query, status, body.errors?.[0].field]).toEqual([query, 422, field]);
    }
    const ahead = await api.get('/v1/events', { ...LIVE, 'last-event-id': beyond });
    expect([ahead.status, ahead.body.errors[0].field]).toEqual([422, 'Last-Event-ID']);
    const odd = await api.get('/v1/events', { ...LIVE, 'last-event-id': 'x' });
    expect([odd.status, odd.body.type]).toEqual([400, '/problems/invalid-header']);
    expect((await api.get(`/v1/events?from=${beyond}`)).body.errors[0].field).toBe('from');
    expect((await api.send('HEAD', '/v1/events', undefined, LIVE)).status).toBe(200);
  });

  it('serves five hundred readers at once from one subscription, each every event once', async () => {
    const READERS = 500;
    const agent = new Agent({ maxSockets: Infinity });
    await until('nobody', async () => (await metric('recourse_live_streams_open')) === 0);
    const subscriptions = jest.spyOn(api.store, 'subscribe');
    const [first] = await lines();
    const readers = await Promise.all(
      Array.from({ length: READERS }, (_, n) =>
        Reader.open(n % 2 ? '/v1/events' : `/v1/events?from=${first!.position}`, {}, agent),
      ),
    );
    await Promise.all(readers.map((reader) => reader.caughtUp()));
    expect(await metric('recourse_live_streams_open')).toBe(READERS);
    for (let n = 0; n < 10; n++) await record(api, caseId, 'note-added', { note: `note ${n}` });
    const all = (await lines()).map(({ position }) => position);
    await until('all events', () => readers.every(({ ids }) => ids.at(-1) === all.at(-1)));
    readers.forEach(({ ids }, n) => expect(ids).toEqual(n % 2 ? all : all.slice(1)));
    expect(subscriptions).toHaveBeenCalledTimes(1);
    subscriptions.mockRestore();
    const gone = await metric('recourse_live_streams_closed_total{reason="client"}');
    for (const reader of readers) reader.leave();
    await until('nobody', async () => (await metric('recourse_live_streams_open')) === 0);
    expect(await metric('recourse_live_streams_closed_total{reason="client"}')).toBe(gone + READERS);
    agent.destroy();
  });
});

describe('a live stream whose server stops', () => {
  it('says so, and an EventSource comes back for the rest by itself', async () => {
    const database = await createTestDatabase();
    const [port] = await steadyPorts(1);
    const first = await TestApi.start({ url: database.url, port });
    const before = await openCase(first);
    const [ids, reasons]: string[][] = [[], []];
    const source = new EventSource(`http://127.0.0.1:${port}/v1/events`);
    source.onmessage = ({ lastEventId }) => void ids!.push(lastEventId);
    source.addEventListener('closed', ({ data }) => void reasons!.push(data as string));
    await until('the whole log', () => ids!.length === 1);
    await first.stop();
    expect(reasons).toEqual(['{"reason":"shutdown"}']);
    const second = await TestApi.start({ url: database.url, port });
    const after = await openCase(second);
    await until('the new event', () => ids!.at(-1) === after.position);
    expect(ids).toEqual([before.position, after.position]);
    source.close();
    await second.stop();
    await database.drop();
  });

  it('tells a reader that comes while the log is away to come back', async () => {
    const away = await TestApi.start();
    const head = jest.spyOn(away.store, 'head').mockRejectedValue(new StoreUnavailable('away'));
    const { status, text } = await away.get(`/v1/events?from=0000000000000000000`, LIVE);
    expect([status, text]).toEqual([
      200,
      expect.stringMatching(/^retry: \d+\n\nevent: closed\ndata: {"reason":"unavailable"}\n\n$/),
    ]);
    head.mockRestore();
    await away.stop();
  });
});
