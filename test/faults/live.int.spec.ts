import { EventSource } from 'eventsource';
import { Webhook as Verifier } from 'standardwebhooks';
import { DataDirectory } from '../support/data-directory.js';
import { run } from '../support/processes.js';
import { Receiver } from '../support/receiver.js';
import { Service } from '../support/service.js';
import { steadyPorts } from '../support/steady-port.js';
import { until } from '../support/until.js';

const ROUNDS = 3;
const CASES = 5;
const STEPS = 4;

let data: DataDirectory;
let receiver: Receiver;
let variables: Record<string, string>;
beforeEach(async () => {
  data = await DataDirectory.create();
  receiver = await Receiver.start();
  const [port] = await steadyPorts(1);
  variables = { DATA_DIR: data.path, LOAD_REPORT_CASES: 'false', PORT: String(port), WEBHOOKS_ALLOW_PRIVATE: 'true' };
});
afterEach(async () => {
  receiver.stop();
  await data.remove();
});

async function recordCases({ client }: Service): Promise<void> {
  for (let n = 0; n < CASES; n++) {
    const { caseId } = await client.record('/v1/cases', { openedBy: 'received', title: 'x' });
    for (let step = 1; step < STEPS; step++) await client.record(`/v1/cases/${caseId}/steps/note-added`, { note: 'x' });
  }
}

describe('a service that is killed while it tells others of events', () => {
  it('has told them of every one when it is back: a live reader once, a webhook at least once and in order', async () => {
    let service = await Service.start(variables);
    const { secret, id } = await service.client.record('/v1/webhooks', { url: receiver.url });
    const source = new EventSource(`${service.url}/v1/events`);
    const seen: string[] = [];
    source.onmessage = ({ lastEventId }) => void seen.push(lastEventId);

    for (let round = 0; round < ROUNDS; round++) {
      const before = receiver.received.length;
      const killed = until('some deliveries', () => receiver.received.length > before + 3).then(() => service.kill());
      await recordCases(service).catch(() => undefined);
      await killed;
      service = await Service.start(variables);
    }
    await recordCases(service);
    const events = await service.client.events();
    const positions = events.map(({ position }) => position);
    await until('the live reader to have all', () => seen.length >= positions.length);
    expect(seen).toEqual(positions);
    source.close();

    await until(
      'the webhook to have all',
      () => new Set(receiver.taken.map((one) => one.id)).size === positions.length,
    );
    for (const { body, headers, event, id: webhookId } of receiver.received) {
      expect(webhookId).toBe(event.id);
      new Verifier(secret).verify(body, headers as Record<string, string>);
    }
    for (const stream of new Set(events.map((event) => event.stream))) {
      const told = receiver.taken.filter(({ event }) => event.stream === stream).map(({ event }) => event.revision);
      const firsts = told.filter((revision, index) => told.indexOf(revision) === index);
      expect(firsts).toEqual(events.filter((event) => event.stream === stream).map(({ revision }) => revision));
    }

    // What the read models are built again from is news to nobody.
    await until('nothing pending', async () => (await service.client.read(`/v1/webhooks/${id}`)).pending === 0);
    const told = receiver.received.length;
    expect((await run('cli', ['rebuild'], { DATA_DIR: data.path }).ended).status).toBe(0);
    const { caseId } = await service.client.record('/v1/cases', { openedBy: 'received', title: 'after the rebuild' });
    await until('the next event', () => receiver.received.length > told);
    expect(receiver.received.slice(told).map(({ event }) => event.stream)).toEqual([`case-${caseId}`]);
    await service.terminate();
  });
});
