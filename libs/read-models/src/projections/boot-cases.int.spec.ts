import { randomUUID } from 'node:crypto';
import { MemoryEventStore } from '#event-store';
import { ProjectionEngine, type Failure } from '#projections';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { until } from '../../../../test/support/until.js';
import { ReadModels } from '../read-models.js';
import { PROJECTIONS } from './index.js';

const metadata = { schemaVersion: 1, recordedAt: '2022-01-01T00:00:00.000Z', recordedBy: 'tester' };

describe('cases that are made of a log at its end', () => {
  let database: TestDatabase;
  let store: MemoryEventStore;
  let engine: ProjectionEngine;
  let models: ReadModels;

  beforeEach(async () => {
    database = await createTestDatabase();
    store = new MemoryEventStore();
    engine = new ProjectionEngine({ store, databaseUrl: database.url, projections: PROJECTIONS });
    models = await ReadModels.open({ url: database.url });
  });

  afterEach(async () => {
    await models.close();
    await engine.stop();
    await database.drop();
  });

  /** Appends events to a case, as some other program would; their ids. */
  async function append(caseId: string, events: readonly [type: string, data: object][]): Promise<string[]> {
    const recorded = events.map(([type, data]) => ({ id: randomUUID(), type, data: { ...data }, metadata }));
    await store.append(`case-${caseId}`, recorded, 'no_stream');
    return recorded.map(({ id }) => id);
  }

  const opening: [string, object] = ['PostedOnline', { title: 'Unpaid', disputes: [], occurredAt: '2021-06-01' }];

  const failed = () =>
    until('a failure', async (): Promise<Failure | null | undefined> => {
      const cases = (await engine.control.list()).find(({ name }) => name === 'cases');
      return cases?.state === 'failed' ? cases.failure : undefined;
    });

  it('name the event that a case cannot have, and are complete without it when it is skipped', async () => {
    const [sound, sick] = [randomUUID(), randomUUID()];
    const ids = await append(sick, [
      opening,
      ['NoteAdded', { note: 'before', occurredAt: '2021-06-02' }],
      ['StepRetracted', { stepId: randomUUID(), why: 'no such step' }],
      ['NoteAdded', { note: 'after', occurredAt: '2021-06-03' }],
    ]);
    await append(sound, [opening]);
    await engine.start();
    expect(await failed()).toMatchObject({ eventId: ids[2], type: 'StepRetracted', position: '0000000000000000003' });

    await engine.control.skip('cases');
    await engine.control.waitFor('cases', (await store.head())!);
    expect((await models.findCases({ limit: 10 })).items.map(({ caseId }) => caseId).sort()).toEqual(
      [sound, sick].sort(),
    );
    const timeline = (await models.getTimeline(sick, Date.now()))!;
    expect(timeline.steps.map(({ stepId }) => stepId)).toEqual([ids[0], ids[1], ids[3]]);
    expect((await engine.control.list()).find(({ name }) => name === 'cases')).toMatchObject({ skipped: 1 });
  });

  it('are waited for by queries, which do not take those that are missing for all there are', async () => {
    await append(randomUUID(), [opening]);
    await engine.control.register();
    const asked = models.findCases({ limit: 10 });
    await engine.start();
    expect((await asked).items).toHaveLength(1);
  });
});
