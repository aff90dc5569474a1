import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { Receiver } from '../../../test/support/receiver.js';
import { until } from '../../../test/support/until.js';
import { Ledger } from '#ledger';
import { PostgresEventStore } from '#event-store';
import { validateStep } from '#cases';
import { ProjectionControl } from '#projections';
import { PROJECTIONS, ReadModels } from '#read-models';
import { Webhooks } from '#webhooks';
import { Closers, createLogger, readConfiguration } from '../../runtime/src/index.js';
import { startProjector } from './start-projector.js';

const CASE = '0192f0c4-9b21-7d4f-8e63-4a2c7b3d9f11';
const STEP = '0192f0c4-9b21-7d4f-8e63-4a2c7b3d9f12';

let database: TestDatabase;
beforeEach(async () => void (database = await createTestDatabase()));
afterEach(() => database.drop());

describe('the projector', () => {
  it('keeps the read models up to date and delivers to webhooks for others, and another takes over when it stops', async () => {
    const configuration = readConfiguration({ DATABASE_URL: database.url, WEBHOOKS_ALLOW_PRIVATE: 'true' });
    const logger = createLogger({ logLevel: 'silent', logFormat: 'json' });
    const start = () => Closers.around((closers) => startProjector(configuration, logger, closers));
    const [first, standby] = [await start(), await start()];
    const receiver = await Receiver.start();

    const store = await PostgresEventStore.open({ url: database.url });
    const readModels = await ReadModels.open({ url: database.url });
    const webhooks = new Webhooks({ store, databaseUrl: database.url, allowPrivate: true });
    await webhooks.create({ url: receiver.url, conditions: {} });
    const control = new ProjectionControl({ store, databaseUrl: database.url, projections: PROJECTIONS });
    const ledger = new Ledger(store);
    const writer = { recordedBy: 'test', correlationId: 'projector' };
    const shown = async (position: string) => {
      await control.waitFor('cases', position, { timeoutMs: 20_000 });
      return readModels.getCase(CASE);
    };

    const opening = validateStep('CaseReceived', { title: 'x', occurredAt: '2021' });
    const [opened] = await ledger.recordInCase(
      CASE,
      [{ type: 'CaseReceived', stepId: CASE, content: opening }],
      writer,
    );
    expect(await shown(opened!.position)).toMatchObject({ status: 'open', steps: 1 });

    await first.close();
    const closing = { type: 'Closed', stepId: STEP, content: validateStep('Closed', {}) };
    const [closed] = await ledger.recordInCase(CASE, [closing], writer);
    expect(await shown(closed!.position)).toMatchObject({ status: 'closed', steps: 2 });

    await until('both deliveries', () => receiver.taken.length === 2);
    expect(receiver.taken.map(({ event }) => event.id)).toEqual([CASE, STEP]);

    await standby.close();
    receiver.stop();
    await webhooks.close();
    await control.close();
    await readModels.close();
    await store.close();
  });
});
