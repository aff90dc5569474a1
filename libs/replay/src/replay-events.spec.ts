import fc from 'fast-check';
import { foldCase } from '#cases';
import { eventsOf, type EventStore, type RecordedEvent } from '#event-store';
import { upcastCase } from '#ledger';
import { historyOf } from '#measures';
import type { ReplayedEvent } from '#folds';
import { attempts, DAY, toldLedger } from './test-support/told-ledger.js';
import { replayEvents, type Replay } from './replay-events.js';

type Told = Awaited<ReturnType<typeof toldLedger>>;

async function replayed({ store, ledger }: Told, replay: Partial<Replay>): Promise<ReplayedEvent[]> {
  const pages: ReplayedEvent[][] = [];
  for await (const page of replayEvents({ store, ledger, conditions: {}, ...replay })) pages.push(page);
  return pages.flat();
}

async function logOf(store: EventStore): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const event of eventsOf(store.readAll())) events.push(event);
  return events;
}

const recordedAt = ({ metadata }: RecordedEvent) => Date.parse(metadata.recordedAt as string);

/** What a ledger that had stopped there says of one case: by step id. */
function stoppedThere(events: readonly RecordedEvent[], caseId: string, asOf: number, knownAt: number) {
  const own = events.filter(({ stream }) => stream === `case-${caseId}`);
  const end = own.findIndex((event) => recordedAt(event) > knownAt);
  const known = (end < 0 ? own : own.slice(0, end)).map(upcastCase);
  if (known.length === 0) return [];
  return historyOf(foldCase(caseId, known), asOf).steps.map(({ stepId, content }) => [stepId, content]);
}

describe('a replay of the log as it is', () => {
  it('has every event in order, corrections among them', async () => {
    await fc.assert(
      fc.asyncProperty(attempts, async (list) => {
        const told = await toldLedger(list);
        const events = await replayed(told, {});
        const log = await logOf(told.store);
        expect(events.map(({ id, position }) => [id, position])).toEqual(log.map(({ id, position }) => [id, position]));
        expect(events.map(({ data }) => data)).toEqual(log.map(({ data }) => data));
      }),
      { numRuns: 10 },
    );
  });

  it('has what is selected alone', async () => {
    const told = await toldLedger(
      ['called', 'noted', 'corrected', 'opened', 'called'].map((what) => ({
        ...{ what: what as 'called', month: 5, width: 'month' as const, which: 0, late: 0 },
      })),
    );
    const log = await logOf(told.store);
    const types = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);
    expect(types(await replayed(told, { conditions: { types: 'NoteAdded,UnionRegistered' } }))).toEqual([
      'UnionRegistered',
      'NoteAdded',
    ]);
    const range = { from: log[1]!.position, to: log[3]!.position };
    expect((await replayed(told, { conditions: range })).map(({ id }) => id)).toEqual([log[2]!.id, log[3]!.id]);
    const stream = `case-${told.cases[0]!}`;
    const ofCase = log.filter((event) => event.stream === stream);
    expect((await replayed(told, { stream })).map(({ id }) => id)).toEqual(ofCase.map(({ id }) => id));
    expect(await replayed(told, { stream, conditions: { from: ofCase.at(-1)!.position } })).toEqual([]);
    expect(types(await replayed(told, { conditions: { level: 'municipal' } }))).toEqual(
      expect.arrayContaining(['UnionRegistered', 'UnionCalled']),
    );
  });
});

describe('a replay of what was true and known at a moment', () => {
  const days = fc.integer({ min: -5, max: 50 });

  it('has the steps of a ledger that had stopped there, each saying what it said then', async () => {
    await fc.assert(
      fc.asyncProperty(attempts, fc.integer({ min: 1, max: 14 }), days, fc.option(fc.nat(40)), async (...given) => {
        const [list, month, day, end] = given;
        const told = await toldLedger(list);
        const log = await logOf(told.store);
        const to = end === null ? undefined : log[end % log.length]!.position;
        const moment = { asOf: Date.UTC(2021, month - 1, 20), knownAt: Date.UTC(2022, 0, 1) + day * DAY };
        const events = await replayed(told, { moment, conditions: { to } });
        const until = log.filter(({ position }) => to === undefined || position <= to);
        for (const caseId of told.cases) {
          const own = events.filter(({ subject }) => subject === caseId);
          const expected = new Map(
            stoppedThere(until, caseId, moment.asOf, moment.knownAt).map(([id, content]) => [id, content]),
          );
          expect(new Map(own.map(({ id, data }) => [id, data]))).toEqual(expected);
        }
        const positions = events.map(({ position }) => position);
        expect(positions).toEqual([...positions].sort());
        expect(events.some(({ type }) => type === 'StepCorrected' || type === 'StepRetracted')).toBe(false);
      }),
      { numRuns: 25 },
    );
  });

  it('starts anywhere, and has of each stream what it would have from the start', async () => {
    await fc.assert(
      fc.asyncProperty(attempts, days, fc.nat(40), async (list, day, start) => {
        const told = await toldLedger(list);
        const log = await logOf(told.store);
        const from = log[start % log.length]!.position;
        const moment = { asOf: Date.UTC(2023, 0, 1), knownAt: Date.UTC(2022, 0, 1) + day * DAY };
        const whole = await replayed(told, { moment });
        expect(await replayed(told, { moment, conditions: { from } })).toEqual(
          whole.filter(({ position }) => position > from),
        );
      }),
      { numRuns: 15 },
    );
  });

  it('shows no step without those it follows, where clocks disagree', async () => {
    const told = await toldLedger([
      { what: 'called', month: 5, width: 'day', which: 0, late: 48 },
      { what: 'noted', month: 5, width: 'day', which: 0, late: -24 },
    ]);
    const types = async (day: number) => {
      const moment = { asOf: Infinity, knownAt: Date.UTC(2022, 0, 1) + day * DAY };
      return (await replayed(told, { moment })).map(({ type }) => type);
    };
    expect(await types(2)).toEqual(['UnionRegistered', 'PostedOnline']);
    expect(await types(3)).toEqual(['UnionRegistered', 'PostedOnline', 'UnionCalled', 'NoteAdded']);
  });

  it('tells what was corrected, and by whom', async () => {
    const told = await toldLedger([
      { what: 'called', month: 5, width: 'day', which: 0, late: 0 },
      { what: 'corrected', month: 6, width: 'day', which: 1, late: 0 },
    ]);
    const conditions = { types: 'UnionCalled' };
    const before = await replayed(told, {
      moment: { asOf: Infinity, knownAt: Date.parse('2022-01-02T12:00Z') },
      conditions,
    });
    expect(before).toMatchObject([{ occurredAt: '2021-05-15', data: { outcome: 'reached' }, corrections: [] }]);
    const after = await replayed(told, { moment: { asOf: Infinity, knownAt: Date.parse('2022-02-01') }, conditions });
    expect(after).toMatchObject([
      {
        occurredAt: '2021-06-15',
        data: { outcome: 'hung_up' },
        corrections: [{ why: 'misheard', recordedBy: 'tester' }],
      },
    ]);
  });

  it('selects by what a step says then', async () => {
    const told = await toldLedger([
      { what: 'called', month: 5, width: 'day', which: 0, late: 0 },
      { what: 'corrected', month: 6, width: 'day', which: 1, late: 0 },
    ]);
    const moment = { asOf: Infinity, knownAt: Infinity };
    const inMay = { types: 'UnionCalled', since: '2021-05', until: '2021-05' };
    expect(await replayed(told, { conditions: inMay })).toHaveLength(1);
    expect(await replayed(told, { moment, conditions: inMay })).toEqual([]);
  });
});
