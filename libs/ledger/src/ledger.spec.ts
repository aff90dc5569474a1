import { jest } from '@jest/globals';
import fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import { MemoryEventStore, readWholeStream, type EventStore } from '#event-store';
import { InvalidContent, Refusal } from '#unions';
import { IdempotencyConflict, StaleRevision } from './errors.js';
import { Ledger } from './ledger.js';
import type { Command } from './aggregate.js';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const by = { recordedBy: 'tester', correlationId: 'request-1' };

let store: EventStore;
let ledger: Ledger;

beforeEach(() => {
  store = new MemoryEventStore();
  ledger = new Ledger(store, { now: () => NOW });
});
afterEach(() => store.close());

const command = (type: string, content: object, stepId = uuid()): Command => ({ type, stepId, content });
const opening = (content: object = {}) =>
  command('PostedOnline', { title: 'Unpaid', disputes: [], employers: [], ...content });
const note = (text = 'called again') => command('NoteAdded', { note: text });

async function registerUnion(content: object = {}): Promise<string> {
  const unionId = uuid();
  const names = { en: `Union ${unionId}` };
  await ledger.recordInUnion(unionId, [command('UnionRegistered', { level: 'district', names, ...content })], by);
  return unionId;
}

async function openCase(): Promise<string> {
  const caseId = uuid();
  await ledger.recordInCase(caseId, [opening({ occurredAt: '2026-01' })], by);
  return caseId;
}

describe('recording a step', () => {
  it('appends one event that says who recorded what, when, on whose behalf', async () => {
    const caseId = uuid();
    const { stepId, ...command } = opening({ occurredAt: '2026-01' });
    const [recorded] = await ledger.recordInCase(caseId, [{ stepId, ...command }], { ...by, causationId: 'cause' });
    const [event, ...more] = await readWholeStream(store, `case-${caseId}`);
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      id: stepId,
      type: 'PostedOnline',
      revision: 0,
      data: { title: 'Unpaid', occurredAt: '2026-01' },
      metadata: {
        schemaVersion: 1,
        recordedAt: '2026-03-01T12:00:00.000Z',
        recordedBy: 'tester',
        correlationId: 'request-1',
        causationId: 'cause',
      },
    });
    expect(recorded).toEqual({ stepId, revision: 0, position: event!.position });
  });

  it('dates a step without a date by the instant of recording', async () => {
    const caseId = await openCase();
    await ledger.recordInCase(caseId, [note()], by);
    const [, event] = await readWholeStream(store, `case-${caseId}`);
    expect(event!.data.occurredAt).toBe('2026-03-01T12:00:00.000Z');
  });

  it('records several steps of a case all or none', async () => {
    const caseId = await openCase();
    const unknownUnion = command('UnionCalled', { unionId: uuid(), outcome: 'reached' });
    await expect(ledger.recordInCase(caseId, [note(), unknownUnion], by)).rejects.toThrow(Refusal);
    expect(await readWholeStream(store, `case-${caseId}`)).toHaveLength(1);
    const recorded = await ledger.recordInCase(caseId, [note('a'), note('b')], by);
    expect(recorded.map(({ revision }) => revision)).toEqual([1, 2]);
  });

  it('gives a step that names a union the state of that union', async () => {
    const [caseId, unionId] = [await openCase(), await registerUnion()];
    const call = command('UnionCalled', { unionId, outcome: 'reached' });
    await expect(ledger.recordInCase(caseId, [call], by)).resolves.toHaveLength(1);
  });

  it('sees at once that a union was closed', async () => {
    const [caseId, unionId] = [await openCase(), await registerUnion({ occurredAt: '2020' })];
    const call = () => command('UnionCalled', { unionId, outcome: 'reached' });
    await ledger.recordInCase(caseId, [call()], by);
    await ledger.recordInUnion(unionId, [command('UnionClosed', { occurredAt: '2026-02' })], by);
    await expect(ledger.recordInCase(caseId, [call()], by)).rejects.toMatchObject({ code: 'union_closed' });
  });

  it.each([
    ['no credit', { creditedTo: [null] }],
    ['no id', { unionId: '\u0000' }],
    ['too many credits', { creditedTo: Array.from({ length: 20_000 }, () => ({ unionId: uuid() })) }],
  ])(
    'refuses a correction whose content holds %s as invalid, and looks up no more unions than fit',
    async (_, wrong) => {
      const caseId = await openCase();
      const resolved = command('Resolved', { outcome: 'promised', creditedTo: [] });
      await ledger.recordInCase(caseId, [resolved], by);
      const reads = jest.spyOn(store, 'readStream');
      const content = { outcome: 'none', ...wrong };
      const correction = command('StepCorrected', { stepId: resolved.stepId, why: 'w', content });
      await expect(ledger.recordInCase(caseId, [correction], by)).rejects.toThrow(InvalidContent);
      expect(reads.mock.calls.length).toBeLessThanOrEqual(100);
    },
  );

  it('refuses a parent that leads back to the union through others', async () => {
    const top = await registerUnion();
    const middle = await registerUnion({ parentId: top });
    const bottom = await registerUnion({ parentId: middle });
    const freshLedger = new Ledger(store, { now: () => NOW });
    const move = command('UnionMoved', { parentId: bottom });
    await expect(freshLedger.recordInUnion(top, [move], by)).rejects.toMatchObject({ code: 'parent_cycle' });
  });
});

describe('a retry', () => {
  it('gets what the first attempt got and records nothing, at once and after a restart', async () => {
    const caseId = await openCase();
    const step = note();
    const [first] = await ledger.recordInCase(caseId, [step], by);
    await ledger.recordInCase(caseId, [note('later')], by);
    expect(await ledger.recordInCase(caseId, [step], by)).toEqual([first]);
    const restarted = new Ledger(store, { now: () => NOW + 1_000 });
    expect(await restarted.recordInCase(caseId, [step], by)).toEqual([first]);
    expect(await readWholeStream(store, `case-${caseId}`)).toHaveLength(3);
  });

  it('is answered even where its If-Match is stale by now', async () => {
    const caseId = await openCase();
    const step = note();
    const [first] = await ledger.recordInCase(caseId, [step], { ...by, expected: 0 });
    expect(await ledger.recordInCase(caseId, [step], { ...by, expected: 0 })).toEqual([first]);
  });

  it('with another content is refused', async () => {
    const caseId = await openCase();
    const step = note();
    await ledger.recordInCase(caseId, [step], by);
    const other = { ...step, content: { note: 'something else' } };
    await expect(ledger.recordInCase(caseId, [other], by)).rejects.toThrow(IdempotencyConflict);
  });

  it('of a correction and of a union’s change is recognised, too', async () => {
    const caseId = await openCase();
    const step = note('wrong');
    await ledger.recordInCase(caseId, [step], by);
    const correction = command('StepCorrected', { stepId: step.stepId, content: { note: 'right' }, why: 'misheard' });
    const [first] = await ledger.recordInCase(caseId, [correction], by);
    expect(await ledger.recordInCase(caseId, [correction], by)).toEqual([first]);
    const unionId = await registerUnion();
    const renamed = command('UnionRenamed', { names: { en: 'New name' } });
    const [changed] = await ledger.recordInUnion(unionId, [renamed], by);
    expect(await ledger.recordInUnion(unionId, [renamed], by)).toEqual([changed]);
  });
});

describe('two writers', () => {
  it('on a stale revision: the second is told the current one', async () => {
    const caseId = await openCase();
    await ledger.recordInCase(caseId, [note()], { ...by, expected: 0 });
    const late = ledger.recordInCase(caseId, [note()], { ...by, expected: 0 });
    await expect(late).rejects.toMatchObject(new StaleRevision(0, 1));
  });

  it('in two processes: nothing is refused or accepted on what only one of them has seen', async () => {
    const caseId = await openCase();
    const other = new Ledger(store, { now: () => NOW });
    await other.recordInCase(caseId, [command('Closed', {})], by);
    await expect(ledger.recordInCase(caseId, [command('Reopened', {})], by)).resolves.toHaveLength(1);
    await expect(other.recordInCase(caseId, [note()], { ...by, expected: 2 })).resolves.toHaveLength(1);
  });

  it('at once, however many: every step is recorded exactly once', async () => {
    const caseId = await openCase();
    const ledgers = [ledger, new Ledger(store, { now: () => NOW }), new Ledger(store, { now: () => NOW })];
    const steps = Array.from({ length: 60 }, (_, index) => note(String(index)));
    await Promise.all(steps.map((step, index) => ledgers[index % 3]!.recordInCase(caseId, [step], by)));
    const ids = (await readWholeStream(store, `case-${caseId}`)).slice(1).map((event) => event.id);
    expect(ids.sort()).toEqual(steps.map((step) => step.stepId).sort());
  });
});

describe('recording many cases in one call', () => {
  it('gives each its own outcome', async () => {
    const existing = await openCase();
    const [fresh, bad] = [uuid(), uuid()];
    const outcomes = await ledger.recordCases(
      [
        { caseId: fresh, commands: [opening(), note()] },
        { caseId: bad, commands: [note()] },
        { caseId: existing, commands: [note()] },
      ],
      by,
    );
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(outcomes[1]).toMatchObject({ error: { code: 'case_not_found' } });
  });

  it('twice is the same as once, whatever was recorded in between', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.nat(4), { minLength: 1, maxLength: 6 }), async (sizes) => {
        const batches = sizes.map((size) => ({
          caseId: uuid(),
          commands: [opening(), ...Array.from({ length: size }, () => note())],
        }));
        const first = await ledger.recordCases(batches, by);
        await ledger.recordInCase(batches[0]!.caseId, [note()], by);
        const again = await ledger.recordCases(batches, by);
        expect(again.every(({ ok }) => ok)).toBe(true);
        const revisions = (outcomes: typeof first) =>
          outcomes.map((outcome) => outcome.ok && outcome.recorded.map(({ stepId, revision }) => [stepId, revision]));
        expect(revisions(again)).toEqual(revisions(first));
      }),
      { numRuns: 20 },
    ));
});
