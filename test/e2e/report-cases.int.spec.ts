import { MemoryEventStore, type EventStore } from '#event-store';
import { importFile, reportCasesFile, SourceIds } from '#interchange';
import { Ledger } from '#ledger';
import { ACCOUNTABILITY, isShare, TABULATIONS, type Shares } from '#measures';
import { catchUp } from '#projections';
import { LevelCountEntity, PROJECTIONS, ReadModels, type EngagementView, type TimelineView } from '#read-models';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { servedUrl } from '../support/served-tables.js';

/** What is true in the study's cases, checked by hand: see docs/report-cases.md. */

const ASOF = Date.parse('2022-12-31T00:00:00Z');
const DAY = 86_400;
const ids = new SourceIds('report-cases');

let database: TestDatabase;
let store: EventStore;
let models: ReadModels;

beforeAll(async () => {
  database = await createTestDatabase();
  store = new MemoryEventStore();
  models = await ReadModels.open({ url: database.url });
  const imported = await importFile(reportCasesFile(), new Ledger(store), store);
  expect(imported).toMatchObject({ read: 31, recorded: 31, failed: 0 });
  await catchUp({ store, databaseUrl: database.url, projections: PROJECTIONS });
});

afterAll(async () => {
  await models.close();
  await store.close();
  await database.drop();
});

async function timeline(key: string): Promise<TimelineView> {
  const view = await models.getTimeline(ids.caseId(key), ASOF);
  if (!view) throw new Error(`no case ${key}`);
  return view;
}

async function engagement(caseKey: string, unionKey: string): Promise<EngagementView> {
  const { items } = await models.findEngagements({
    caseId: ids.caseId(caseKey),
    unionId: ids.unionId(unionKey),
    asOf: ASOF,
    limit: 2,
  });
  expect(items).toHaveLength(1);
  return items[0]!;
}

describe('the table of first replies per level', () => {
  it('has every number that docs/report-cases.md explains', async () => {
    const { groups, total } = await models.responseTimes({ asOf: new Date(ASOF).toISOString() }, Date.now());
    const rows = [...groups, total].map(({ key, engagements, notStarted, n, classes, silent, competing }) => [
      ...[
        key.level ?? 'total',
        engagements,
        notStarted,
        n,
        classes.helped,
        classes.informed,
        classes.deflected,
        silent,
      ],
      competing.resolved ?? 0,
    ]);
    expect(rows).toEqual([
      ['provincial', 2, 0, 2, 0, 0, 2, 0, 0],
      ['municipal', 9, 1, 8, 1, 0, 6, 0, 1],
      ['district', 5, 1, 4, 1, 0, 3, 0, 0],
      ['subdistrict', 1, 0, 1, 0, 0, 1, 0, 0],
      ['total', 17, 2, 15, 2, 0, 12, 0, 1],
    ]);
  });

  it('is in the view level_counts as well, for those who ask in SQL', async () => {
    const sql = await ReadModels.open({ url: await servedUrl(database.url) });
    const counts = await sql.dataSource.getRepository(LevelCountEntity).findBy({ measure: 'first_reply' });
    await sql.close();
    const count = (level: string, outcome: string) =>
      Number(counts.find((row) => row.level === level && row.outcome === outcome)?.n ?? 0);
    expect(count('municipal', 'deflected')).toBe(6);
    expect(count('municipal', 'competing:resolved')).toBe(1);
    expect(counts.reduce((sum, { n }) => sum + Number(n), 0)).toBe(17);
  });

  it('has the engagements behind each count', async () => {
    const silent = { measure: 'first_reply', asOf: ASOF, limit: 100 } as const;
    const count = async (outcome: string, level?: string) =>
      (await models.findEngagements({ ...silent, outcome, level })).items.length;
    expect(await count('helped')).toBe(2);
    expect(await count('deflected', 'municipal')).toBe(6);
    expect(await count('competing')).toBe(1);
    expect(await count('not_started')).toBe(2);
    expect(await count('silent')).toBe(0);
  });
});

describe('Liupanshui', () => {
  it('committed itself within a day of the call, and the case was paid in full', async () => {
    const { clocks, level } = await engagement('yang-fazhang', 'liupanshui');
    expect(level).toBe('municipal');
    expect(clocks.first_reply).toMatchObject({ end: 'event', class: 'helped', seconds: { low: 0, high: DAY } });
    expect(clocks.resolution).toMatchObject({ end: 'event', class: 'paid_in_full' });
    expect(await models.getCase(ids.caseId('yang-fazhang'))).toMatchObject({
      status: 'resolved',
      outcome: 'paid_in_full',
      owed: { amount: '61800.00', parts: ['40800.00', '21000.00'], currency: 'CNY' },
    });
  });

  it('brought in Panzhou, which acted without having been called', async () => {
    const panzhou = await engagement('yang-fazhang', 'panzhou');
    expect(panzhou).toMatchObject({ called: false, clocks: { first_reply: null, intervention: null } });
    expect(panzhou.clocks.resolution).toMatchObject({ end: 'event', class: 'paid_in_full' });
  });
});

describe('Huizhou', () => {
  it('did not reply by transferring a call nor by not answering, but by sending the worker down to Huiyang', async () => {
    const { clocks, department, departments, reasons } = await engagement('qiang', 'huizhou');
    expect(clocks.first_reply).toMatchObject({ end: 'event', class: 'deflected' });
    expect([department, departments]).toEqual([null, ['rights protection']]);
    expect(reasons).toEqual(['no_individual_complaints']);
    const { steps } = await timeline('qiang');
    const reply = steps.find((step) => step.stepId === ids.stepId('qiang', 's6'))!;
    expect(clocks.first_reply!.stop).toEqual(reply.interval);
    const huiyang = await engagement('qiang', 'huiyang');
    expect(huiyang.causedBy).toEqual({ unionId: ids.unionId('huizhou'), stepId: ids.stepId('qiang', 's6') });
    expect(huiyang.clocks.first_reply).toMatchObject({ class: 'deflected', days: { low: 0, high: 1 } });
  });

  it('is dated by the year alone, and its bounds span it', async () => {
    const { clocks } = await engagement('qiang', 'huizhou');
    expect(clocks.first_reply!.days!.low).toBe(0);
    expect(clocks.first_reply!.days!.high).toBeGreaterThanOrEqual(364);
  });
});

describe('the Mianyang county union', () => {
  it('deflected, then intervened within a day when its superior was told', async () => {
    const { clocks } = await engagement('jia-xiaohong', 'mianyang-county');
    expect(clocks.first_reply).toMatchObject({ end: 'event', class: 'deflected', days: { low: 0, high: 1 } });
    expect(clocks.intervention).toMatchObject({ end: 'event', class: 'intervened', days: { low: 0, high: 1 } });
    expect(clocks.resolution).toMatchObject({ end: 'event', class: 'paid_in_part' });
  });

  it('left its superior without a reply on record: the case was resolved first', async () => {
    const { clocks } = await engagement('jia-xiaohong', 'mianyang');
    expect(clocks.first_reply).toMatchObject({ end: 'competing', cause: 'resolved' });
  });
});

describe('the Chongqing sectoral union', () => {
  it('is neither credited with the good outcome nor with a reply for the call it hung up', async () => {
    const { clocks } = await engagement('zou-tutor', 'chongqing-edu');
    expect(clocks.first_reply).toMatchObject({ end: 'event', class: 'deflected' });
    expect(clocks.resolution).toMatchObject({ end: 'competing', cause: 'resolved_without_union' });
    expect(clocks.intervention).toMatchObject({ end: 'competing', cause: 'resolved' });
  });

  it('was called again two months later and hung up, which neither replies nor starts the clock anew', async () => {
    const { clocks, departments } = await engagement('zou-tutor', 'chongqing-edu');
    const { steps } = await timeline('zou-tutor');
    const step = (key: string) => steps.find(({ stepId }) => stepId === ids.stepId('zou-tutor', key))!;
    expect(step('s4')).toMatchObject({ type: 'UnionCalled', content: { outcome: 'hung_up', occurredAt: '2021-06' } });
    expect(clocks.first_reply).toMatchObject({
      start: step('s1').interval,
      stop: step('s2').interval,
      seconds: { low: 0, high: DAY },
      days: { low: 0, high: 1 },
    });
    expect(Date.parse(clocks.first_reply!.stop!.latest)).toBeLessThan(Date.parse(step('s4').interval.earliest));
    expect(clocks.awareness).toMatchObject({ class: 'reached', days: { low: 0, high: 2 } });
    expect(departments).toEqual([]);
  });
});

describe('Langfang', () => {
  it('deflected three times, by department, each within a day of the one call: one reply', async () => {
    const { clocks, reasons, department, departments } = await engagement('hebei-taxis', 'langfang');
    const { steps } = await timeline('hebei-taxis');
    const own = steps.filter(({ content }) => (content as { unionId?: string }).unionId === ids.unionId('langfang'));
    expect(own.map(({ stepId }) => stepId)).toEqual(
      ['s3', 's4', 's5', 's6'].map((key) => ids.stepId('hebei-taxis', key)),
    );
    expect(own.map(({ type }) => type)).toEqual(['UnionCalled', 'Deflected', 'Deflected', 'Deflected']);
    expect(clocks.first_reply).toMatchObject({
      class: 'deflected',
      start: own[0]!.interval,
      stop: own[1]!.interval,
      seconds: { low: 0, high: DAY },
      days: { low: 0, high: 1 },
    });
    expect(clocks.intervention).toMatchObject({ end: 'censored', stop: null });
    expect([department, departments]).toEqual(['organizing', ['organizing', 'grassroots work']]);
    expect(reasons).toEqual(['worker_should_contact', 'no_petitions', 'must_verify_first']);
  });
});

describe("Bao'an", () => {
  it('acted within two days of the first of two calls of which only the month is known', async () => {
    const { clocks, department } = await engagement('ye-hong', 'baoan');
    const twoDays = { seconds: { low: 0, high: 2 * DAY }, days: { low: 0, high: 2 } };
    expect(clocks.first_reply).toMatchObject({ end: 'event', class: 'helped', ...twoDays });
    expect(clocks.intervention).toMatchObject({ end: 'event', class: 'intervened', ...twoDays });
    expect(clocks.resolution).toMatchObject({ end: 'event', class: 'promised', days: { low: 1, high: 60 } });
    expect(department).toBeNull();
  });
});

describe('Renqiu', () => {
  it('was named by Cangzhou and never called: an engagement whose reply clock never started', async () => {
    const renqiu = await engagement('hebei-taxis', 'renqiu');
    expect(renqiu).toMatchObject({ called: false, causedBy: { unionId: ids.unionId('cangzhou') } });
    expect(renqiu.clocks.first_reply).toBeNull();
  });
});

describe('accountability over the fourteen', () => {
  it('adds up, with the unknown shown', async () => {
    const { cases, duplicates, table } = await models.tabulate(ACCOUNTABILITY, {}, Date.now());
    expect({ cases, duplicates, ...table }).toMatchObject({
      cases: 14,
      duplicates: 0,
      noUnionCalled: { n: 3, of: 14 },
      aware: {
        yes: { n: 1, of: 14, percent: 7.1, ci: { low: 1.2, high: 31.5 } },
        no: { n: 2, of: 14, percent: 14.3 },
        unknown: { n: 11, of: 14, percent: 78.6 },
      },
      involved: {
        yes: { n: 3, percent: 21.4, ci: { low: 7.5, high: 47.6 } },
        no: { n: 8, percent: 57.2 },
        unknown: { n: 3, percent: 21.4 },
      },
      cross: {
        yes: { yes: { n: 0 }, no: { n: 1 }, unknown: { n: 0 } },
        no: { yes: { n: 0 }, no: { n: 2 }, unknown: { n: 0 } },
        unknown: { yes: { n: 3 }, no: { n: 5 }, unknown: { n: 3 } },
      },
      unawareThenInvolved: { n: 0, of: 2, percent: null, ci: null },
      awareAndInvolved: { n: 0, of: 1, percent: null, ci: null },
      involvedAfterCall: { n: 3, of: 3, percent: null, ci: null },
    });
  });
});

describe('what the study wanted to know, over the fourteen', () => {
  it.each([
    ['deflections', 'deflections', 14],
    ['deflections', 'casesDeflected', 9],
    [
      'deflections',
      'byCategory',
      { not_member: 2, jurisdiction: 1, no_authority: 3, out_of_scope: 8, other_level_or_department: 2 },
    ],
    ['deflections', 'byLevel', { provincial: 2, municipal: 8, district: 3, subdistrict: 1 }],
    [
      'deflections',
      'byDirection',
      { down: 3, to_administration: 2, to_arbitration: 1, to_lawyer: 1, to_worker: 1, not_stated: 6 },
    ],
    [
      'deflections',
      'byLevelAndTarget',
      {
        provincial: { district: 1, nobody: 1 },
        municipal: { district: 2, nobody: 6 },
        district: { nobody: 3 },
        subdistrict: { nobody: 1 },
      },
    ],
    ['credits', 'credited', { union_that_intervened: 3, nobody: 1 }],
    [
      'credits',
      'byLevelAndRole',
      { municipal: { intervened_and_credited: 2 }, district: { intervened_and_credited: 2 } },
    ],
    [
      'prompting',
      'byLevelAndPrompt',
      { municipal: { by_call: 1, by_escalation: 1 }, district: { by_call: 2, by_escalation: 1 } },
    ],
    ['prompting', 'firstByPrompt', { by_call: 2, by_escalation: 1 }],
    [
      'delays-and-outcomes',
      'byDelayAndOutcome',
      {
        straddling: { paid_in_full: 1, paid_in_part: 1, promised: 1 },
        none: { policy_changed: 1, open: 10 },
      },
    ],
    ['refusals', 'byAnswer', { refused_as_hard: 3, refused_otherwise: 9, intervened: 4 }],
    ['refusals', 'byHardReason', { low_odds: 2, no_labour_relationship: 1, no_injury_assessment: 1, time_barred: 1 }],
    [
      'refusals',
      'byAmountOwed',
      {
        under_100000: { refused_as_hard: 2, refused_otherwise: 1, intervened: 2 },
        under_1000000: { refused_otherwise: 1 },
        '1000000_or_more': { intervened: 1 },
        unknown: { refused_as_hard: 1, refused_otherwise: 7, intervened: 1 },
      },
    ],
  ])('%s: %s', async (name, section, expected) => {
    const tabulation = TABULATIONS.find((one) => one.name === name)!;
    const { table } = await models.tabulate(tabulation, {}, Date.now());
    expect(numbersOf(table[section]!)).toEqual(expected);
  });
});

/** The numbers by label, those of nothing left out. */
function numbersOf(shares: Shares): unknown {
  if (isShare(shares)) return shares.n;
  const entries = Object.entries(shares).map(([label, part]): [string, unknown] => [label, numbersOf(part)]);
  return Object.fromEntries(entries.filter(([, number]) => number !== 0));
}
