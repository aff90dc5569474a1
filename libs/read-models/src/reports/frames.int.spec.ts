import fc from 'fast-check';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { eventsOf, MemoryEventStore, type EventStore, type RecordedEvent } from '#event-store';
import { Ledger } from '#ledger';
import { MEASURES } from '#measures';
import { ProjectionEngine } from '#projections';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { dropProjections } from '../../../../test/support/served-tables.js';
import { PROJECTIONS } from '../projections/index.js';
import { ReadModels } from '../read-models.js';
import { live } from '../test-support/lively-ledger.js';
import { GROUPINGS } from './groupings.js';
import type { CaseQuery } from '../queries/find-cases.js';
import type { CaseView } from '../views/case-view.js';
import type { AskedFrame } from './frame.js';
import type { ResponseTimesReport } from './response-times-report.js';
import type { ResponseTimesRequest } from './response-times-request.js';

const NAMES = PROJECTIONS.map(({ name }) => name);
const DAY_MS = 86_400_000;
/** Steps happen all through 2021; from then on one a day is recorded. */
const FIRST_RECORDED = Date.parse('2021-12-01T00:00Z');

let database: TestDatabase;
let models: ReadModels;

beforeAll(async () => {
  database = await createTestDatabase();
  models = await ReadModels.open({ url: database.url });
});

afterAll(async () => {
  await models.close();
  await database.drop();
});

/** The tables as a log fills them. */
async function fill(store: EventStore): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await dropProjections(client);
  await client.end();
  const engine = new ProjectionEngine({ store, databaseUrl: database.url, projections: PROJECTIONS });
  await engine.start();
  await engine.control.waitFor(NAMES, (await store.head())!, { timeoutMs: 20_000 });
  await engine.stop();
}

async function aLedger(plan: readonly number[]): Promise<{ store: MemoryEventStore; events: RecordedEvent[] }> {
  const store = new MemoryEventStore();
  let recorded = FIRST_RECORDED;
  await live(store, plan, () => (recorded += DAY_MS));
  const events: RecordedEvent[] = [];
  for await (const event of eventsOf(store.readAll())) events.push(event);
  return { store, events };
}

/** A ledger that stopped after so many events. */
async function stoppedAfter(events: readonly RecordedEvent[]): Promise<MemoryEventStore> {
  const store = new MemoryEventStore();
  for (const event of events) {
    await store.append(event.stream, [event], event.revision === 0 ? 'no_stream' : event.revision - 1);
  }
  return store;
}

const plans = fc.array(fc.nat(10_000), { minLength: 20, maxLength: 60, size: 'max' });
const questions: fc.Arbitrary<ResponseTimesRequest> = fc.record(
  {
    measure: fc.constantFrom(...MEASURES),
    groupBy: fc.constantFrom(...GROUPINGS, 'level,period'),
    days: fc.constantFrom('calendar' as const, 'working' as const),
    compete: fc.constantFrom('arbitration', 'arbitration,court'),
    curve: fc.constant('true' as const),
  },
  { requiredKeys: ['measure', 'groupBy'] },
);
const lists: fc.Arbitrary<Partial<CaseQuery>> = fc.record(
  {
    q: fc.constantFrom('case', 'nothing'),
    status: fc.constantFrom('open', 'resolved'),
    sector: fc.constant('taxi'),
    dispute: fc.constant('overtime'),
    level: fc.constantFrom('district', 'municipal'),
    involved: fc.constantFrom('yes', 'no', 'unknown'),
    openedSince: fc.constant(Date.parse('2021-01-15T00:00Z')),
  },
  { requiredKeys: [] },
);
const AS_OF = '2021-06-20';
const NOW = Date.parse('2026-01-01T00:00Z');

describe('a report in a frame', () => {
  it(
    'is that of a ledger that stopped there, whatever was recorded later',
    () =>
      fc.assert(
        fc.asyncProperty(plans, fc.nat(1_000), questions, async (plan, cut, question) => {
          const { store, events } = await aLedger(plan);
          const kept = events.slice(0, 7 + (cut % (events.length - 7)));
          const last = kept.at(-1)!;
          const request = { ...question, asOf: AS_OF };
          await fill(await stoppedAfter(kept));
          const then = await models.responseTimes({ ...request, knownAt: '2025' }, NOW);
          await fill(store);
          const { position } = last;
          const recordedAt = String((last.metadata as { recordedAt: string }).recordedAt);
          const pinned = await models.responseTimes({ ...request, knownAt: '2025', position }, NOW);
          const known = await models.responseTimes({ ...request, knownAt: recordedAt }, NOW);
          expect(pinned).toEqual(then);
          expect(known.groups.map(withoutAddress)).toEqual(then.groups.map(withoutAddress));
          expect(then.total.engagements).toBeGreaterThanOrEqual(0);
        }),
        { numRuns: 10, endOnFailure: true },
      ),
    240_000,
  );

  it(
    'is the same from the tables as from the events',
    () =>
      fc.assert(
        fc.asyncProperty(plans, fc.nat(1_000), questions, fc.nat(420), async (plan, cut, question, day) => {
          const { store, events } = await aLedger(plan);
          await fill(store);
          const { days: _, compete: __, ...asked } = question;
          const { position } = events[7 + (cut % (events.length - 7))]!;
          const asOf = new Date(Date.parse('2021-01-01T00:00Z') + day * DAY_MS).toISOString();
          for (const frame of [{}, { position }, { asOf }, { asOf, position }]) {
            const request = { ...asked, ...frame, groupBy: asked.groupBy!.replace(',period', ',sector') };
            const fast = await models.responseTimes(request, NOW);
            // Nothing in these ledgers goes to court, and no table tells of what does.
            const slow = await models.responseTimes({ ...request, compete: 'court' }, NOW);
            expect({ ...fast, compete: ['court'], ...figuresOf(fast) }).toEqual({ ...slow, ...figuresOf(slow) });
          }
        }),
        { numRuns: 12, endOnFailure: true },
      ),
    240_000,
  );

  it(
    'lists the cases and unions of a ledger that stopped there',
    () =>
      fc.assert(
        fc.asyncProperty(plans, fc.nat(1_000), fc.nat(420), lists, async (plan, cut, day, asked) => {
          const { store, events } = await aLedger(plan);
          const kept = events.slice(0, 7 + (cut % (events.length - 7)));
          const { recordedAt } = kept.at(-1)!.metadata as { recordedAt: string };
          const asOf = Date.parse('2021-01-01T00:00Z') + day * DAY_MS;
          const known = { asOf, knownAt: Date.parse(recordedAt) };
          const names = { asOf, limit: 2, q: 'union' };
          await fill(await stoppedAfter(kept));
          const [casesThen, unionsThen] = [
            await allCases(asked, { asOf, knownAt: NOW }),
            await models.findUnions(names),
          ];
          const standing = await allCases(asked);
          await fill(store);
          expect(await allCases(asked, known)).toEqual(casesThen);
          expect(await allCases(asked, { ...known, asOf: NOW })).toEqual(standing);
          expect(await models.findUnions(names, known.knownAt)).toEqual(unionsThen);
        }),
        { numRuns: 15, endOnFailure: true },
      ),
    240_000,
  );

  it('counts a case whose original turned out to be a duplicate itself as it counted then', async () => {
    const store = new MemoryEventStore();
    const ledger = new Ledger(store, { now: () => FIRST_RECORDED });
    const [copy, original, other, unionId] = [uuid(), uuid(), uuid(), uuid()];
    const by = { recordedBy: 'tester', correlationId: 'test' };
    const record = (caseId: string, type: string, content: object) =>
      ledger.recordInCase(caseId, [{ type, stepId: uuid(), content: { occurredAt: '2021-01', ...content } }], by);
    for (const caseId of [copy, original, other]) {
      await record(caseId, 'PostedOnline', { title: caseId, disputes: [], employers: [] });
    }
    const registered = { level: 'district', names: { en: 'A' }, occurredAt: '2000' };
    await ledger.recordInUnion(unionId, [{ type: 'UnionRegistered', stepId: uuid(), content: registered }], by);
    await record(copy, 'UnionCalled', { unionId, outcome: 'reached' });
    await record(copy, 'LinkedAsDuplicate', { duplicateOf: original });
    const position = await store.head();
    await record(original, 'LinkedAsDuplicate', { duplicateOf: other });
    await fill(store);
    const counted = async (request: ResponseTimesRequest) => {
      const { total, duplicates } = await models.responseTimes(request, NOW);
      return [total.engagements, duplicates];
    };
    expect(await counted({ position })).toEqual([0, 1]);
    expect(await counted({ position, compete: 'court' })).toEqual([0, 1]);
    expect(await counted({})).toEqual([1, 0]);
  });

  it(
    'counts what the tables show, where nothing is left to happen',
    () =>
      fc.assert(
        fc.asyncProperty(plans, fc.constantFrom(...MEASURES), async (plan, measure) => {
          await fill((await aLedger(plan)).store);
          const { items } = await models.findEngagements({ asOf: NOW, limit: 1_000 });
          const selection = {
            filter: {},
            measure,
            unit: 'engagement',
            compete: [],
            period: null,
            entry: 'started',
          } as const;
          const listed = await models.listCounted({ asOf: NOW, knownAt: NOW }, { selection, limit: 1_000 });
          expect(listed.items).toEqual(items);
          const { total } = await models.responseTimes({ measure }, NOW);
          expect(total.engagements).toBe(items.length);
        }),
        { numRuns: 10, endOnFailure: true },
      ),
    240_000,
  );
});

/** Page by page. */
async function allCases(asked: Partial<CaseQuery>, frame?: AskedFrame): Promise<CaseView[]> {
  const all: CaseView[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await models.findCases({ ...asked, cursor, limit: 2 }, frame);
    all.push(...page.items);
    if (page.nextCursor === null) return all;
    cursor = page.nextCursor;
  }
}

function figuresOf({ groups, total }: ResponseTimesReport) {
  return { groups: groups.map(withoutAddress), total: withoutAddress(total) };
}

function withoutAddress<Group extends { readonly drillDown: string }>({ drillDown: _, ...group }: Group) {
  return group;
}
