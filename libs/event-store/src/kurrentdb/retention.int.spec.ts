import { randomUUID } from 'node:crypto';
import { KurrentDBClient, jsonEvent } from '@kurrent/kurrentdb-client';
import { describeWith } from '../../../../test/support/needs.js';
import { until } from '../../../../test/support/until.js';
import { withPrefix } from '../../../../test/support/with-prefix.js';
import { allOf, newEvents } from '../contract/events.js';
import { KurrentDbEventStore } from './kurrentdb-event-store.js';
import { UnsafeRetention, type Truncation } from './unsafe-retention.js';

describeWith('KURRENTDB_URL', 'a KurrentDB server that others can set things on', (url) => {
  let prefix: string;
  let admin: KurrentDBClient;
  const errors: object[] = [];
  const warnings: object[] = [];
  const told: (readonly Truncation[])[] = [];
  const open = () =>
    KurrentDbEventStore.open({
      url: withPrefix(url, prefix),
      onTruncations: (truncations) => void told.push(truncations),
      logger: { warn: (details) => void warnings.push(details), error: (details) => void errors.push(details) },
    });
  beforeEach(() => {
    prefix = `${randomUUID()}.`;
    admin = KurrentDBClient.connectionString`${url}`;
    errors.length = warnings.length = told.length = 0;
  });
  afterEach(() => admin.dispose());

  it.each([
    ['$maxCount', { maxCount: 1 }],
    ['$maxAge', { maxAge: 60 }],
    ['$tb', { truncateBefore: 1 }],
  ])('is refused while %s may truncate a stream, and taken when that is cleared', async (by, metadata) => {
    await admin.setStreamMetadata(`${prefix}case-1`, metadata);
    const refused = open();
    await expect(refused).rejects.toBeInstanceOf(UnsafeRetention);
    await expect(refused).rejects.toMatchObject({ truncations: [{ stream: 'case-1', by: [by] }] });
    await admin.setStreamMetadata(`${prefix}case-1`, {});
    await (await open()).close();
  });

  it('is refused when a stream was deleted', async () => {
    const store = await open();
    await store.append('case-1', newEvents(2), 'no_stream');
    await store.close();
    await admin.tombstoneStream(`${prefix}case-1`);
    await expect(open()).rejects.toMatchObject({ truncations: [{ stream: 'case-1', by: ['deleted'] }] });
  });

  it('may have truncating settings on streams that are not of this ledger', async () => {
    await admin.setStreamMetadata(`other-${randomUUID()}`, { maxCount: 1 });
    await (await open()).close();
  });

  it('is cried about when such a setting appears later, and again when there are more or it is cleared', async () => {
    const store = await open();
    const [one, other] = [
      { stream: 'case-7', by: ['$maxCount'] },
      { stream: 'case-8', by: ['$maxAge', '$tb'] },
    ];
    await admin.setStreamMetadata(`${prefix}case-7`, { maxCount: 3 });
    await until('the alert', () => errors.length > 0);
    await admin.setStreamMetadata(`${prefix}case-8`, { maxAge: 60, truncateBefore: 2 });
    await until('the next alert', () => errors.length > 1);
    await admin.setStreamMetadata(`${prefix}case-7`, {});
    await until('the end of the first', () => told.length > 2);
    expect(errors).toEqual([one, other]);
    expect(told).toEqual([[one], [one, other], [other]]);
    await store.close();
  });

  it('may hold what Recourse has not written: it is passed over, and said', async () => {
    const store = await open();
    await store.append('case-1', newEvents(1), 'no_stream');
    await admin.appendToStream(`${prefix}case-1`, jsonEvent({ type: 'Odd', data: ['no', 'object'] as never }));
    await store.append('case-2', newEvents(1), 'no_stream');
    expect((await allOf(store.readAll())).map(({ stream }) => stream)).toEqual(['case-1', 'case-2']);
    expect(warnings).toContainEqual({ stream: `${prefix}case-1`, type: 'Odd' });
    await store.close();
  });

  it('shows its other clients events as JSON', async () => {
    const store = await open();
    const [event] = newEvents(1);
    await store.append('case-1', [event!], 'no_stream');
    for await (const { event: read } of admin.readStream(`${prefix}case-1`)) {
      expect(read).toMatchObject({ id: event!.id, isJson: true, data: event!.data, metadata: event!.metadata });
    }
    await store.close();
  });
});
