import { mapItem } from './map-item.js';
import { InvalidItem, type Mapped } from './mapped.js';
import { SourceIds } from './source-ids.js';

const ids = new SourceIds('cases-2021');
const map = (item: unknown): Mapped => mapItem(item, ids);

/** Field and reason of everything that is wrong with an item. */
function problems(item: unknown): [string | undefined, string][] {
  try {
    map(item);
  } catch (error) {
    if (error instanceof InvalidItem) return error.problems.map(({ field, reason }) => [field, reason]);
    throw error;
  }
  return [];
}

const UNION = { kind: 'union', key: 'liupanshui', level: 'municipal', region: '520200', zh: '六盘水市总工会' };
const OPENED = { by: 'posted_online', at: '2021-06' };
const CASE = { kind: 'case', key: 'yang', title: 'Carpenter unpaid', opened: OPENED };
const CALL = { key: 's1', type: 'union_called', union: 'liupanshui', at: '2021-06', outcome: 'reached' };
const OTHER_ID = '0199f3a0-0000-7000-8000-000000000001';

const withSteps = (...steps: unknown[]) => ({ ...CASE, steps });
const contents = (item: unknown) => map(item).commands.map(({ type, content }) => [type, { ...content }]);
const step = (fields: object) => contents(withSteps({ ...CALL, ...fields }))[1]![1];

describe('a union of a file', () => {
  it('is registered under ids that derive from the source and its key', () => {
    const item = { ...UNION, en: 'Liupanshui', parent: 'guizhou', report_says: 'so', departments: [{ en: 'legal' }] };
    const { kind, id, commands } = map(item);
    expect([kind, id]).toEqual(['union', ids.unionId('liupanshui')]);
    expect(commands).toEqual([
      {
        type: 'UnionRegistered',
        stepId: ids.registrationId('liupanshui'),
        content: {
          level: 'municipal',
          region: '520200',
          names: { zh: '六盘水市总工会', en: 'Liupanshui' },
          parentId: ids.unionId('guizhou'),
          departments: [{ en: 'legal' }],
          note: 'so',
        },
      },
    ]);
  });

  it.each([
    [{ zh: undefined }, 'zh', /at least one/],
    [{ level: 'city' }, 'level', /^must be a known level: national, /],
    [{ level: undefined }, 'level', 'is missing'],
    [{ parent: 7 }, 'parent', "must be a union's key or id"],
    [{ parentId: OTHER_ID }, 'parentId', 'is not a known field'],
    [{ names: { zh: 'x' } }, 'names', 'is not a known field'],
    [{ colour: 'red' }, 'colour', 'is not a known field'],
    [{ departments: [{ en: 'x', fr: 'y' }] }, 'departments[0].fr', 'is not a known field'],
    [{ key: OTHER_ID }, 'key', /^must not be a UUID/],
  ])('is refused for %j', (fields, field, reason) => {
    expect(problems({ ...UNION, ...fields })).toContainEqual([field, expect.stringMatching(reason)]);
  });
});

describe('a case of a file', () => {
  it('is opened with what is said beside `opened`', () => {
    const item = {
      ...CASE,
      opened: { by: 'received', at: '2021', channel: 'hotline' },
      owed: { amount: '61800.00', parts: ['40800.00', '21000.00'] },
      report_says: 'two readings',
      employers: [{ name: 'Danke' }],
    };
    expect(contents(item)).toEqual([
      [
        'CaseReceived',
        {
          title: 'Carpenter unpaid',
          occurredAt: '2021',
          channel: 'hotline',
          owed: { amount: '61800.00', currency: 'CNY', parts: ['40800.00', '21000.00'] },
          reportSays: 'two readings',
          employers: [{ name: 'Danke', role: 'employer' }],
          disputes: [],
          timeZone: 'Asia/Shanghai',
        },
      ],
    ]);
  });

  it('has steps whose ids derive from the source, the case and their keys', () => {
    const { id, commands } = map(withSteps(CALL, { ...CALL, key: 's2' }));
    expect(id).toBe(ids.caseId('yang'));
    expect(commands.map(({ stepId }) => stepId)).toEqual(['opened', 's1', 's2'].map((key) => ids.stepId('yang', key)));
  });

  it('names unions, steps and cases by key or by id', () => {
    expect(step({})).toMatchObject({ unionId: ids.unionId('liupanshui'), occurredAt: '2021-06' });
    expect(step({ union: OTHER_ID })).toMatchObject({ unionId: OTHER_ID });
    expect(step({ since: { step: 'opened', atMost: 'P1D' } })).toMatchObject({
      since: { stepId: ids.stepId('yang', 'opened'), atMost: 'P1D' },
    });
    expect(contents(withSteps({ key: 's1', type: 'linked_as_duplicate', at: '2021', duplicateOf: 'li' }))[1]).toEqual([
      'LinkedAsDuplicate',
      { occurredAt: '2021', duplicateOf: ids.caseId('li') },
    ]);
  });

  it('says whom a deflection named: a union, an agency, or either in so many words', () => {
    const deflected = { key: 's1', type: 'deflected', union: 'liupanshui', at: '2021', reasons: [] };
    const to = (target: unknown) =>
      contents(withSteps({ ...deflected, to: target }))[1]![1] as { deflectedTo: unknown };
    expect(to('huiyang').deflectedTo).toEqual({ unionId: ids.unionId('huiyang') });
    expect(to('police').deflectedTo).toEqual({ agency: 'police' });
    expect(to({ agency: 'court' }).deflectedTo).toEqual({ agency: 'court' });
    expect(to({ union: 'police' }).deflectedTo).toEqual({ unionId: ids.unionId('police') });
  });

  it('credits unions by key and other bodies by name, and takes bare amounts', () => {
    const resolved = { key: 's1', type: 'resolved', at: '2021', outcome: 'paid_in_part', recovered: '1.50' };
    expect(contents(withSteps({ ...resolved, credited: ['a', { body: 'court' }, { union: 'b' }] }))[1]![1]).toEqual({
      occurredAt: '2021',
      outcome: 'paid_in_part',
      recovered: { amount: '1.50', currency: 'CNY' },
      creditedTo: [{ unionId: ids.unionId('a') }, { body: 'court' }, { unionId: ids.unionId('b') }],
    });
  });

  it('corrects a step in the words of the step', () => {
    const content = { at: '2021-07', union: 'panzhou', outcome: 'no_answer' };
    expect(
      contents(withSteps(CALL, { key: 'c1', type: 'corrected', step: 's1', why: 'misheard', content }))[2],
    ).toEqual([
      'StepCorrected',
      {
        stepId: ids.stepId('yang', 's1'),
        why: 'misheard',
        content: { occurredAt: '2021-07', unionId: ids.unionId('panzhou'), outcome: 'no_answer' },
      },
    ]);
  });

  it.each([
    [{ title: undefined }, 'title', 'is missing'],
    [{ opened: undefined }, 'opened', /must be an object/],
    [{ opened: { by: 'posted_online' } }, 'opened.at', /^is missing/],
    [{ opened: { by: 'constructor', at: '2021' } }, 'opened.by', 'must be one of posted_online, received'],
    [{ opened: { ...OPENED, at: '2021-02-30' } }, 'opened.at', /must be a date/],
    [{ opened: { ...OPENED, at: 2021 } }, 'opened.at', /must be a date/],
    [{ opened: { ...OPENED, url: 'ftp://x' } }, 'opened.url', /http/],
    [{ opened: { ...OPENED, channel: 'hotline' } }, 'opened.channel', 'is not a known field'],
    [{ opened: { ...OPENED, title: 'x' } }, 'opened.title', 'is not a known field'],
    [{ platform: 'Weibo' }, 'platform', /belongs in opened/],
    [{ at: '2021' }, 'at', /belongs in opened/],
    [{ reportSays: 'x' }, 'reportSays', 'is not a known field'],
    [{ foo: 1 }, 'foo', 'is not a known field'],
    [JSON.parse('{"__proto__": {"sector": "media"}}'), '__proto__', 'is not a known field'],
    [{ owed: { amount: 5 } }, 'owed.amount', /decimal text/],
    [{ owed: 5 }, 'owed', /object/],
    [{ owed: { amount: '5', parts: ['1'] } }, 'owed.parts', 'must add up to amount'],
    [{ disputes: ['wages'] }, 'disputes', /must be a known dispute: /],
    [{ workers: '2' }, 'workers', /must/],
    [{ employers: [{ name: 'x', role: 'boss' }] }, 'employers[0].role', /must be a known role/],
    [{ employers: ['x'] }, 'employers[0]', 'must be an object'],
    [{ steps: {} }, 'steps', 'must be a list'],
    [{ steps: [null] }, 'steps[0]', 'must be an object'],
  ])('is refused for %j', (fields, field, reason) => {
    expect(problems({ ...CASE, ...fields })).toContainEqual([field, expect.stringMatching(reason)]);
  });

  it.each([
    [{ key: undefined }, 'steps[0].key', 'is missing'],
    [{ key: 1 }, 'steps[0].key', /must be text/],
    [{ key: ' ' }, 'steps[0].key', 'must not be blank'],
    [{ key: 'opened' }, 'steps[0].key', /opening/],
    [{ key: '\ud800' }, 'steps[0].key', 'must be well-formed Unicode'],
    [{ type: 'posted_online' }, 'steps.s1.type', /^must be one of union_called, /],
    [{ type: 'UnionCalled' }, 'steps.s1.type', /^must be one of/],
    [{ type: ['union_called'] }, 'steps.s1.type', /^must be one of/],
    [{ at: undefined }, 'steps.s1.at', /^is missing/],
    [{ at: '2021-13' }, 'steps.s1.at', /must be a date/],
    [{ at: '2021-06~' }, 'steps.s1.at', /must be a date/],
    [{ union: undefined }, 'steps.s1.union', 'is missing'],
    [{ union: ['a'] }, 'steps.s1.union', "must be a union's key or id"],
    [{ unionId: OTHER_ID }, 'steps.s1.unionId', 'is not a known field'],
    [{ occurredAt: '2021' }, 'steps.s1.occurredAt', 'is not a known field'],
    [{ outcome: 'answered' }, 'steps.s1.outcome', /must be a known outcome: reached, /],
    [{ since: 's0' }, 'steps.s1.since', /object/],
    [{ since: { step: 's0', atMost: '1 day' } }, 'steps.s1.since.atMost', /must be a duration/],
    [{ since: { stepId: OTHER_ID } }, 'steps.s1.since.stepId', 'is not a known field'],
    [{ since: {} }, 'steps.s1.since.step', 'is missing'],
    [{ credited: ['a'] }, 'steps.s1.credited', 'is not a known field'],
    [{ aware: false }, 'steps.s1.aware', /must be a known/],
  ])('is refused for a step with %j', (fields, field, reason) => {
    expect(problems(withSteps({ ...CALL, ...fields }))).toContainEqual([field, expect.stringMatching(reason)]);
  });

  it('refuses the target of a deflection that is neither a union nor an agency', () => {
    const deflected = { key: 's1', type: 'deflected', at: '2021', union: 'a', reasons: [] };
    expect(problems(withSteps({ ...deflected, to: { agency: 'mayor' } }))).toEqual([
      ['steps.s1.to.agency', expect.stringMatching(/must be a known agency/)],
    ]);
    expect(problems(withSteps({ ...deflected, to: 7 }))[0]![0]).toBe('steps.s1.to');
    expect(problems(withSteps({ ...deflected, to: {} }))[0]![0]).toBe('steps.s1.to');
    const resolved = { key: 's1', type: 'resolved', at: '2021', outcome: 'none' };
    expect(problems(withSteps({ ...resolved, credited: [{ body: 'nobody' }] }))[0]![0]).toBe(
      'steps.s1.credited[0].body',
    );
    expect(problems(withSteps({ ...resolved, credited: 'a' }))[0]![0]).toBe('steps.s1.credited');
  });

  it('refuses a key that two steps share, and tells of everything that is wrong at once', () => {
    const item = { ...withSteps(CALL, CALL, { ...CALL, key: 's3', at: 'June' }), title: '' };
    expect(problems(item).map(([field]) => field)).toEqual(['title', 'steps[1].key', 'steps.s3.at']);
  });
});

describe('an object that is neither', () => {
  it.each([
    [null, undefined],
    [7, undefined],
    ['text', undefined],
    [[UNION], undefined],
    [{}, 'key'],
    [{ kind: 'union' }, 'key'],
    [{ kind: 'union', key: 5 }, 'key'],
    [{ kind: 'step', key: 'a' }, 'kind'],
    [{ key: 'a' }, 'kind'],
  ])('%j is refused', (item, field) => {
    expect(problems(item).map(([path]) => path)).toEqual([field]);
  });
});

it('keys that read alike when put side by side have different ids', () => {
  expect(ids.stepId('a/step/b', 'c')).not.toBe(ids.stepId('a', 'b/step/c'));
  expect(new SourceIds('a/case/b').caseId('c')).not.toBe(new SourceIds('a').caseId('b/case/c'));
});

it('ids stay what they have always been, or repeating an old import would double it', () => {
  const old = new SourceIds('report-cases');
  expect([old.unionId('liupanshui'), old.caseId('yang-fazhang'), old.stepId('yang-fazhang', 's1')])
    .toMatchInlineSnapshot(`
   [
     "d67476aa-f9a8-5ef4-affb-fa40c57afdd2",
     "9f694e48-0ac9-56d7-94e7-2787699c6cc6",
     "108c3310-10d7-502d-a264-679fcb05405c",
   ]
  `);
});
