import { randomUUID } from 'node:crypto';
import { EventSource } from 'eventsource';
import { eventsOf, openKurrentDbEventStore, type RecordedEvent } from '#event-store';
import { describeWith } from '../../../../test/support/needs.js';
import { until } from '../../../../test/support/until.js';
import { withPrefix } from '../../../../test/support/with-prefix.js';
import { openCase, record, registerUnion } from '../test-support/samples.js';
import { TestApi } from '../test-support/test-api.js';

const LIVE = { accept: 'text/event-stream' };
const BEYOND = 'b9000000000000000000';
const OF_POSTGRES = '0000000000000000001';

describeWith('KURRENTDB_URL', 'the events of a log in KurrentDB', (server) => {
  const url = withPrefix(server, `live-${randomUUID()}.`);
  let api: TestApi;
  let caseId: string;
  let log: RecordedEvent[];

  beforeAll(async () => {
    api = await TestApi.start({ store: await openKurrentDbEventStore({ url }), projecting: false });
    const { unionId } = await registerUnion(api);
    ({ caseId } = await openCase(api, { region: '440300' }));
    await record(api, caseId, 'union-called', { unionId, outcome: 'reached', occurredAt: '2021-06-15' });
    log = [];
    for await (const event of eventsOf(api.store.readAll())) log.push(event);
  });
  afterAll(() => api.stop());

  /** Reads until it has everything; ids of the events, and of the place after them. */
  async function read(query: string, lastId?: string): Promise<{ ids: string[]; end: string }> {
    const ids: string[] = [];
    let end = '';
    const source = new EventSource(`http://127.0.0.1:${api.port}/v1/events?${query}`, {
      fetch: (to, init) =>
        fetch(to, {
          ...init,
          headers: { ...init.headers, ...(lastId === undefined ? {} : { 'last-event-id': lastId }) },
        }),
    });
    source.addEventListener('message', ({ data }) => ids.push((JSON.parse(data as string) as RecordedEvent).id));
    source.addEventListener('caught-up', ({ lastEventId }) => (end = lastEventId));
    await until('the end of the log', () => end !== '').finally(() => source.close());
    return { ids, end };
  }

  const ids = () => log.map(({ id }) => id);

  it('are followed live from the start, by conditions, and from where a reader was', async () => {
    const whole = await read('');
    expect(whole.ids).toEqual(ids());
    expect((await read('types=UnionCalled&level=municipal&region=44')).ids).toEqual(ids().slice(2));
    expect((await read(`from=${log[0]!.position}`)).ids).toEqual(ids().slice(1));
    expect((await read('', log[1]!.position)).ids).toEqual(ids().slice(2));
    // What others append is passed over, and the place behind it is one to come back to.
    const other = await openKurrentDbEventStore({ url: withPrefix(server, `other-${randomUUID()}.`) });
    const { position } = await other.append('case-1', [{ ...log[1]!, id: randomUUID() }], 'no_stream');
    await other.close();
    const passed = `${whole.end}.${position.slice(1)}`;
    expect((await read('', passed)).ids).toEqual([]);
    expect((await read(`from=${passed}`)).ids).toEqual([]);
    await record(api, caseId, 'note-added', { note: 'x' });
    expect((await read('', passed)).ids).toHaveLength(1);
  });

  it('do not begin beyond the end, or at a place of another log', async () => {
    for (const accept of ['text/event-stream', 'application/x-ndjson', 'application/json']) {
      for (const [position, message] of [
        [BEYOND, 'from lies beyond the end of the log'],
        [OF_POSTGRES, expect.stringContaining('from is of another log')],
      ]) {
        const { status, body } = await api.get(`/v1/events?from=${position}`, { accept });
        expect([accept, status, body?.errors]).toEqual([accept, 422, [{ field: 'from', message }]]);
      }
    }
    for (const position of [BEYOND, OF_POSTGRES]) {
      const { status, body } = await api.get('/v1/events', { ...LIVE, 'last-event-id': position });
      expect([status, body?.errors[0].field]).toEqual([422, 'Last-Event-ID']);
      const webhook = await api.post('/v1/webhooks', { url: 'http://127.0.0.1:9/hook', from: position });
      expect([webhook.status, webhook.body.errors?.[0].field]).toEqual([422, 'from']);
    }
  });
});
