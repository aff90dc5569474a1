import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import {
  eventsOf,
  openKurrentDbEventStore,
  PostgresEventStore,
  type EventStore,
  type RecordedEvent,
} from '#event-store';
import { positionOfEvent } from '#ledger';
import type { Publication } from '#publications';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { describeWith } from '../../../../test/support/needs.js';
import { withPrefix } from '../../../../test/support/with-prefix.js';
import { figureChanges } from '../comparison/figure-changes.js';
import type { StepChange } from '../comparison/step-changes.js';
import type { ReadModels } from '../read-models.js';
import { selectionAsked } from '../reports/asked.js';
import type { LevelView } from '../reports/list-counted.js';
import type { ResponseTimesRequest } from '../reports/response-times-request.js';
import type { Selection } from '../reports/selection.js';
import { RandomLedger } from '../test-support/random-ledger.js';
import { publish, Running, type Published } from '../test-support/running.js';
import type { EngagementView } from '../views/engagement-view.js';
import { reproductionOf } from './reproduction.js';

const requests = fc.record<ResponseTimesRequest>(
  {
    measure: fc.constantFrom('first_reply', 'intervention', 'awareness', 'resolution'),
    groupBy: fc.constantFrom('level', 'sector', 'period', 'level,sector'),
    unit: fc.constantFrom('engagement', 'any_union_at_level'),
    days: fc.constantFrom('calendar', 'working'),
    ciType: fc.constantFrom('log', 'plain'),
    level: fc.constantFrom('municipal', 'district'),
    asOf: fc.constantFrom('2021', '2021-05', '2025-06-30'),
    curve: fc.constant('true'),
    compare: fc.constantFrom('gray', 'log_rank'),
  },
  { requiredKeys: [] },
);
const numbers = fc.array(fc.nat(100_000), { minLength: 15, maxLength: 60, size: 'max' });

function isReproducible(open: () => Promise<EventStore>): void {
  let database: TestDatabase;
  beforeAll(async () => void (database = await createTestDatabase()));
  afterAll(() => database.drop());

  /** A process that is stopped afterwards, whatever happens. */
  const using = async <Result>(work: (running: Running) => Promise<Result>): Promise<Result> => {
    const running = await Running.start(await open(), database.url);
    return work(running).finally(() => running.stop());
  };

  it('comes out the same to the byte after later steps, corrections, retractions, moves, rebuilds and a restart', async () => {
    let differing = 0;
    const property = fc.asyncProperty(
      requests,
      numbers,
      numbers,
      fc.nat(3),
      async (request, earlier, later, rebuilds) => {
        const world = new RandomLedger();
        const published = await using(async (running) => {
          await world.begin(running.ledger);
          await world.act(running.ledger, earlier);
          await running.caughtUp();
          const first = await publish(running, request);
          await world.act(running.ledger, later);
          await running.caughtUp();
          if (rebuilds % 2 === 1) await running.rebuild();
          return first;
        });
        await using(async (running) => {
          await running.caughtUp();
          await expectTheSame(running, published);
          differing += Number(await expectChangesToExplain(running, published));
        });
      },
    );
    await fc.assert(property, { numRuns: 6, endOnFailure: true });
    // Later steps did change what is asked, and only the frame kept it.
    expect(differing).toBeGreaterThan(0);
  }, 600_000);
}

/** By its publication, and by the same request with the frame that the answer named. */
async function expectTheSame({ store, ledger, readModels }: Running, { request, report, publication }: Published) {
  const found = (await ledger.findPublication(publication.reportId))!;
  expect(found).toEqual(publication);
  const position = (await positionOfEvent(store, found.data.lastEvent!))!;
  const again = await readModels.republish(found, position);
  expect(JSON.stringify(again)).toBe(JSON.stringify(report));
  expect(reproductionOf(found, again)).toMatchObject({ reproduced: true, differences: [] });
  const { asOf, knownAt, position: named } = report.frame;
  const asked = await readModels.responseTimes({ ...request, asOf, knownAt, position: named }, Date.now());
  expect(JSON.stringify(asked)).toBe(JSON.stringify(report));
}

/** Holds the one pass over both frames against two reports, and its steps against lists before and after each event. */
async function expectChangesToExplain(running: Running, { request, report, publication }: Published): Promise<boolean> {
  const { store, readModels } = running;
  const position = (await positionOfEvent(store, publication.data.lastEvent!))!;
  const { reproduced, figures, now, items } = await allChanges(readModels, publication, position);
  expect(reproduced).toBe(true);
  const { asOf, knownAt } = now;
  const today = await readModels.responseTimes({ ...request, asOf, knownAt, position: now.position }, Date.now());
  expect(figures).toEqual(figureChanges(report, today));

  const selection = selectionAsked(request);
  const counted = async (position: string) => {
    const frame = { asOf: Date.parse(asOf), knownAt: Date.parse(knownAt), position };
    const { items } = await readModels.listCounted(frame, { selection, limit: 10_000 });
    return new Map(items.map((item) => [JSON.stringify([item.caseId, placeOf(item)]), asCounted(item, selection)]));
  };
  const atFirst = await counted(position);
  const inTheEnd = await counted(now.position);
  const changedCases = new Set(changedIn(atFirst, inTheEnd));
  const expected: string[] = [];
  let before = atFirst;
  for (const event of await eventsAfter(store, position)) {
    const after = await counted(event.position);
    if (changedIn(before, after).some((caseId) => changedCases.has(caseId))) expected.push(event.id);
    before = after;
  }
  const listed = items.filter((change) => isListed(change, changedCases)).map(({ step }) => step.stepId);
  expect([...new Set(listed)]).toEqual(expected);
  if (figures.length > 0) expect(items.length).toBeGreaterThan(0);
  return figures.length > 0;
}

/** Page by page, so that pages are held against what is listed as well. */
async function allChanges(readModels: ReadModels, publication: Publication, position: string) {
  const first = await readModels.changesOf(publication, position, { limit: 20 }, Date.now());
  const items = [...first.items];
  for (let cursor = first.nextCursor; cursor !== null;) {
    const page = await readModels.changesOf(publication, position, { cursor, limit: 20 }, Date.now());
    expect(page.now).toEqual(first.now);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return { ...first, items };
}

/** Whether a change is of what is listed of some cases: duplicates are not. */
function isListed({ caseId, before, after }: StepChange, cases: ReadonlySet<string>): boolean {
  return cases.has(caseId) && [before, after].some((view) => view !== null && !view.isDuplicate);
}

/** Of what is listed, that which the figures of one measure depend on. */
function asCounted(item: EngagementView | LevelView, { measure }: Selection): string {
  const { clocks, level, sector } = item;
  const engagement = item as Partial<EngagementView>;
  const { region, departments, reasons } = engagement;
  const { unionIds } = item as Partial<LevelView>;
  return JSON.stringify({
    level,
    sector,
    region,
    departments,
    reasons,
    unionIds,
    clock: clocks[measure],
    silent: clocks.first_reply?.end === 'censored',
  });
}

function placeOf(item: object): string {
  const { unionId, level } = item as { unionId?: string; level: string | null };
  return unionId ?? level ?? '';
}

/** The cases of what differs. */
function changedIn(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return keys.filter((key) => before.get(key) !== after.get(key)).map((key) => (JSON.parse(key) as string[])[0]!);
}

async function eventsAfter(store: EventStore, position: string): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const event of eventsOf(store.readAll({ after: position }))) events.push(event);
  return events;
}

describe('a report published on PostgreSQL', () => {
  let log: TestDatabase;
  beforeAll(async () => void (log = await createTestDatabase()));
  afterAll(() => log.drop());

  isReproducible(() => PostgresEventStore.open({ url: log.url }));
});

describeWith('KURRENTDB_URL', 'a report published on KurrentDB', (url) => {
  const own = withPrefix(url, `published-${randomUUID()}.`);
  isReproducible(() => openKurrentDbEventStore({ url: own }));
});
