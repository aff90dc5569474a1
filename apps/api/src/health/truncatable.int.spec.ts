import { jest } from '@jest/globals';
import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { randomUUID } from 'node:crypto';
import { createTestDatabase } from '../../../../test/support/database.js';
import { describeWith } from '../../../../test/support/needs.js';
import { until } from '../../../../test/support/until.js';
import { withPrefix } from '../../../../test/support/with-prefix.js';
import { Closers, createLogger, readConfiguration } from '../../../runtime/src/index.js';
import { startService } from '../service/start-service.js';

describeWith('KURRENTDB_URL', 'a service whose event store is told to drop events while it runs', (url) => {
  const closers = new Closers();
  const prefix = `truncatable-${randomUUID()}.`;
  let api: string;
  let admin: KurrentDBClient;

  beforeAll(async () => {
    admin = KurrentDBClient.connectionString`${url}`;
    closers.add(() => admin.dispose());
    const database = await createTestDatabase();
    closers.add(() => database.drop());
    const configuration = readConfiguration({
      EVENT_STORE_URL: withPrefix(url, prefix),
      DATABASE_URL: database.url,
      PORT: '0',
    });
    const printed = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    await startService(configuration, createLogger({ logLevel: 'silent', logFormat: 'json' }), closers);
    api = /API +(http\S+)\/v1\/cases/.exec(printed.mock.calls.flat().join(''))![1]!;
    printed.mockRestore();
  });
  afterAll(() => closers.close());

  async function truncatable(): Promise<number> {
    const metrics = await (await fetch(`${api}/metrics`)).text();
    return Number(/^recourse_truncatable_streams (\d+)$/m.exec(metrics)![1]);
  }

  async function eventStoreCheck(): Promise<unknown> {
    const ready = await fetch(`${api}/readyz`);
    const { details } = (await ready.json()) as { details: Record<string, unknown> };
    return [ready.status, details.eventStore];
  }

  it('stays ready, says so in its metrics and its readiness, and no longer once that is cleared', async () => {
    await until('readiness', async () => (await fetch(`${api}/readyz`)).status === 200);
    expect([await truncatable(), await eventStoreCheck()]).toEqual([0, [200, { status: 'up' }]]);

    await admin.setStreamMetadata(`${prefix}case-7`, { maxAge: 60 });
    await until('the alert', async () => (await truncatable()) === 1);
    const named = [{ stream: 'case-7', by: ['$maxAge'] }];
    expect(await eventStoreCheck()).toEqual([200, { status: 'up', truncatable: named }]);

    await admin.setStreamMetadata(`${prefix}case-7`, {});
    await until('the end of it', async () => (await truncatable()) === 0);
    expect(await eventStoreCheck()).toEqual([200, { status: 'up' }]);
  });
});
