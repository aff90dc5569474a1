import { InvalidContent } from '#unions';
import { CASE_EVENT_TYPES, isAmendment, STEPS_BY_NAME, type CaseEventType } from './event-types.js';
import { validateStep } from './schemas.js';
import { LEAST, MOST } from './test-support/contents.js';

const STEP_TYPES = CASE_EVENT_TYPES.filter((type) => !isAmendment(type));

function errorsOf(type: CaseEventType, plain: unknown): Record<string, string> {
  try {
    validateStep(type, plain);
  } catch (error) {
    if (!(error instanceof InvalidContent)) throw error;
    return Object.fromEntries(error.errors.map(({ field, message }) => [field, message]));
  }
  return {};
}

describe('the content of a step', () => {
  it.each(STEP_TYPES)('%s takes all that it may say, and keeps it', (type) => {
    expect(JSON.parse(JSON.stringify(validateStep(type, MOST[type])))).toEqual(MOST[type]);
  });

  it.each(STEP_TYPES)('%s can be recorded with little', (type) => {
    expect(validateStep(type, LEAST[type])).toMatchObject(LEAST[type]);
  });

  it.each(STEP_TYPES)('%s needs each of its required fields', (type) => {
    const required = Object.keys(LEAST[type]).filter((field) => type !== 'EvidenceAttached' || field === 'title');
    for (const field of required) {
      const { [field]: _left, ...rest } = LEAST[type] as Record<string, unknown>;
      expect(Object.keys(errorsOf(type, rest))).toEqual([field]);
    }
  });

  it.each(STEP_TYPES)('%s refuses fields it does not know', (type) => {
    expect(errorsOf(type, { ...LEAST[type], recordedBy: 'me' })).toEqual({ recordedBy: 'is not a known field' });
  });

  it.each(STEP_TYPES)('%s refuses the wrong type in every field', (type) => {
    for (const field of Object.keys(MOST[type])) {
      expect(Object.keys(errorsOf(type, { ...MOST[type], [field]: 7.5 }))).toEqual([field]);
      expect(Object.keys(errorsOf(type, { ...MOST[type], [field]: [[{}]] }))).toContainEqual(
        expect.stringMatching(new RegExp(`^${field}`)),
      );
    }
  });

  it('has every step under one name', () => {
    const named = Object.values(STEPS_BY_NAME);
    expect([...named, 'PostedOnline', 'CaseReceived'].sort()).toEqual([...CASE_EVENT_TYPES].sort());
    for (const [name, type] of Object.entries(STEPS_BY_NAME)) {
      if (isAmendment(type)) continue;
      expect(name.replaceAll('-', '')).toBe(type.toLowerCase());
    }
  });
});

describe('what is left out', () => {
  it.each<[CaseEventType, object]>([
    ['UnionCalled', { caller: 'organisation', channel: 'phone', aware: 'unknown' }],
    ['CaseReceived', { disputes: [], employers: [], timeZone: 'Asia/Shanghai' }],
    ['Resolved', { creditedTo: [] }],
  ])('of %s is filled in with what is usual', (type, defaults) => {
    const least = (LEAST as Record<string, object>)[type]!;
    expect(validateStep(type, least)).toEqual({ ...least, ...defaults });
  });

  it('of nested objects is filled in too', () => {
    const { owed, employers } = validateStep('PostedOnline', {
      title: 'Unpaid',
      owed: { amount: '1' },
      employers: [{ name: 'Danke' }],
    });
    expect(owed).toEqual({ amount: '1', currency: 'CNY' });
    expect(employers).toEqual([{ name: 'Danke', role: 'employer' }]);
  });

  it('may be null, and is then not recorded', () => {
    const plain = { ...LEAST.UnionCalled, department: null, caller: null, since: null, occurredAt: null };
    expect(validateStep('UnionCalled', plain)).toEqual(validateStep('UnionCalled', LEAST.UnionCalled));
  });

  it('of other types is left out of the record', () => {
    expect(validateStep('Withdrawn', {})).toEqual({});
  });
});

describe('codes', () => {
  it('that are not known are refused with those that are', () => {
    try {
      validateStep('Deflected', { ...LEAST.Deflected, reasons: ['not_member', 'too_busy'] });
    } catch (error) {
      const [first] = (error as InvalidContent).errors;
      expect(first?.field).toBe('reasons');
      expect(first?.known).toContain('no_expertise');
      expect(first?.known).toHaveLength(17);
    }
    expect.assertions(3);
  });

  it('are given once', () => {
    const reasons = ['not_member', 'not_member'];
    expect(errorsOf('Deflected', { ...LEAST.Deflected, reasons })).toHaveProperty('reasons');
  });
});

describe('one of two', () => {
  it('is whom a deflection leads to', () => {
    const { unionId } = LEAST.Deflected as { unionId: string };
    const both = { unionId, agency: 'court' };
    for (const deflectedTo of [{}, both]) {
      expect(errorsOf('Deflected', { ...LEAST.Deflected, deflectedTo })).toHaveProperty('deflectedTo');
    }
    expect(errorsOf('Deflected', { ...LEAST.Deflected, deflectedTo: { unionId } })).toEqual({});
  });

  it('is each that is credited', () => {
    const { unionId } = LEAST.Deflected as { unionId: string };
    for (const credit of [{}, { unionId, body: 'court' }]) {
      const creditedTo = [{ body: 'worker' }, credit];
      expect(errorsOf('Resolved', { ...LEAST.Resolved, creditedTo })).toHaveProperty('creditedTo');
    }
  });

  it('at least is what a piece of evidence holds', () => {
    expect(errorsOf('EvidenceAttached', { title: 'Contract' })).toHaveProperty('uri');
    for (const uri of ['https://example.org/1?a=b:c', 'HTTP://x', 'evidence/1.pdf', '#1', '/a:b']) {
      expect(errorsOf('EvidenceAttached', { title: 'Contract', uri })).toEqual({});
    }
  });
});

describe('dates, durations, ids and addresses', () => {
  it.each([
    'javascript:alert(1)',
    'JavaScript:1',
    ' javascript:1',
    'java\tscript:1',
    'data:text/html,x',
    'file:///a',
    'http:x',
  ])('evidence is not kept at %j', (uri) =>
    expect(errorsOf('EvidenceAttached', { title: 'Contract', uri })).toHaveProperty('uri'),
  );

  it('a union promises by a date or within a time, not both', () => {
    const both = { ...LEAST.UnionResponded, promisedBy: '2021-07', promisedWithin: 'P10D' };
    expect(Object.keys(errorsOf('UnionResponded', both))).toEqual(['promisedWithin']);
  });

  it.each([
    ['occurredAt', '2021-02-30'],
    ['occurredAt', '2021-13'],
    ['occurredAt', '2021-06/2021-05'],
    ['occurredAt', 'yesterday'],
    ['unionId', 'liupanshui'],
  ])('%s cannot be %s', (field, value) => {
    expect(Object.keys(errorsOf('UnionCalled', { ...LEAST.UnionCalled, [field]: value }))).toEqual([field]);
  });

  it('are refused inside since', () => {
    const since = { stepId: 's1', atLeast: 'a day', atMost: 'P-1D', during: 'P1D' };
    expect(Object.keys(errorsOf('Withdrawn', { since })).sort()).toEqual([
      'since.atLeast',
      'since.atMost',
      'since.during',
      'since.stepId',
    ]);
  });

  it.each(['javascript:alert(1)', 'weibo', 'ftp://example.org/x'])('a post is not at %s', (url) => {
    expect(errorsOf('PostedOnline', { ...LEAST.PostedOnline, url })).toHaveProperty('url');
  });
});
