import fc from 'fast-check';
import {
  decideUnion,
  emptyUnion,
  evolveUnion,
  existsFrom,
  foldUnion,
  InvalidContent,
  levelAt,
  Refusal,
  unionOn,
  type RecordedUnionEvent,
  type UnionCommand,
  type UnionState,
} from './index.js';

const NOW = Date.parse('2026-11-23T08:00:00Z');
const LIUPANSHUI = '00000000-0000-7000-8000-00000000000a';
const PANZHOU = '00000000-0000-7000-8000-00000000000b';
const GUIZHOU = '00000000-0000-7000-8000-00000000000c';

type Given = Omit<UnionCommand, 'stepId'>;

const registered: Given = {
  type: 'UnionRegistered',
  content: {
    level: 'municipal',
    names: { zh: '六盘水市总工会' },
    aliases: ['Liupanshui'],
    departments: [{ en: 'economic work' }, { zh: '维权部', en: 'rights protection' }],
    occurredAt: '2020',
  },
};
const closed: Given = { type: 'UnionClosed', content: { occurredAt: '2022-06' } };

function recorded(event: Given, revision: number): RecordedUnionEvent {
  return {
    id: `00000000-0000-7000-9000-${String(revision).padStart(12, '0')}`,
    type: event.type,
    data: event.content,
    revision,
    position: String(revision).padStart(19, '0'),
    recordedAt: '2026-11-22T08:00:00.000Z',
    recordedBy: 'local',
  } as RecordedUnionEvent;
}

function given(unionId: string, ...events: Given[]): UnionState {
  return foldUnion(unionId, events.map(recorded));
}

function when(state: UnionState, command: Given, unions?: readonly UnionState[]) {
  const union = unions && ((id: string) => unions.find(({ unionId }) => unionId === id));
  return decideUnion(state, { ...command, stepId: 'step' } as UnionCommand, { now: NOW, union });
}

function refusalOf(act: () => unknown): Pick<Refusal, 'code' | 'details'> {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, details: error.details };
    throw error;
  }
  throw new Error('nothing was refused');
}

function at(date: string): number {
  return Date.parse(date);
}

describe('deciding about a union', () => {
  it('records one event under the id of the step, with its date', () => {
    expect(when(emptyUnion(LIUPANSHUI), registered)).toEqual([
      { id: 'step', type: 'UnionRegistered', data: registered.content },
    ]);
  });

  it('dates a command without a date now', () => {
    const [event] = when(given(LIUPANSHUI, registered), { type: 'UnionClosed', content: { why: 'merged' } });
    expect(event!.data).toEqual({ why: 'merged', occurredAt: '2026-11-23T08:00:00.000Z' });
  });

  it('leaves a registration without a date: nobody said since when the union exists', () => {
    const command: Given = { type: 'UnionRegistered', content: { level: 'district', names: { en: 'x' } } };
    expect(when(emptyUnion(LIUPANSHUI), command)[0]!.data).toEqual(command.content);
  });

  it('leaves the state and the command as they were', () => {
    const state = Object.freeze(given(LIUPANSHUI, registered));
    const content = Object.freeze({ level: 'district' as const });
    when(state, { type: 'UnionMoved', content });
    expect(content).toEqual({ level: 'district' });
  });

  it('refuses to register a union twice', () => {
    expect(refusalOf(() => when(given(LIUPANSHUI, registered), registered))).toEqual({
      code: 'union_exists',
      details: { unionId: LIUPANSHUI },
    });
  });

  it.each<Given>([
    { type: 'UnionRenamed', content: { names: { en: 'x' } } },
    { type: 'UnionMoved', content: { level: 'district' } },
    { type: 'DepartmentAdded', content: { names: { en: 'x' } } },
    { type: 'UnionClosed', content: {} },
  ])('refuses $type of a union that was never registered', (command) => {
    expect(refusalOf(() => when(emptyUnion(LIUPANSHUI), command))).toEqual({
      code: 'unknown_union',
      details: { unionId: LIUPANSHUI },
    });
  });

  it.each<Given>([
    { type: 'UnionRenamed', content: { names: { en: 'x' }, occurredAt: '2022-07' } },
    { type: 'UnionMoved', content: { level: 'district' } },
    { type: 'DepartmentAdded', content: { names: { en: 'x' } } },
    { type: 'UnionClosed', content: {} },
    { type: 'UnionClosed', content: { occurredAt: '2021' } },
  ])('refuses $type of a closed union', (command) => {
    expect(refusalOf(() => when(given(LIUPANSHUI, registered, closed), command))).toEqual({
      code: 'union_closed',
      details: {
        unionId: LIUPANSHUI,
        closed: { earliest: '2022-05-31T16:00:00.000Z', latest: '2022-06-30T16:00:00.000Z' },
      },
    });
  });

  it.each(['2021', '2022', '2022-06-30'])(
    'allows what may have happened before the closing to be told late: %s',
    (occurredAt) => {
      const command: Given = { type: 'UnionMoved', content: { level: 'district', occurredAt } };
      expect(when(given(LIUPANSHUI, registered, closed), command)).toHaveLength(1);
    },
  );

  it.each<[string, Given]>([
    ['a registration', { type: 'UnionRegistered', content: { ...registered.content, occurredAt: '2027' } as never }],
    ['a closing', { type: 'UnionClosed', content: { occurredAt: '2026-11-24' } }],
    ['a move', { type: 'UnionMoved', content: { level: 'district', occurredAt: '2026-11-23T08:00:01Z' } }],
  ])('refuses %s in the future', (_, command) => {
    const state = command.type === 'UnionRegistered' ? emptyUnion(LIUPANSHUI) : given(LIUPANSHUI, registered);
    expect(refusalOf(() => when(state, command))).toEqual({
      code: 'in_the_future',
      details: { occurredAt: command.content.occurredAt, now: '2026-11-23T08:00:00.000Z' },
    });
  });

  it('allows a date that has begun: this year, today, this minute', () => {
    for (const occurredAt of ['2026', '2026-11-23', '2026-11-23T16:00']) {
      expect(when(given(LIUPANSHUI, registered), { type: 'UnionClosed', content: { occurredAt } })).toHaveLength(1);
    }
  });

  it('refuses a date that is upside down only in the time zone of the directory', () => {
    const content = { occurredAt: '2021-06-15T23:00Z/2021-06-15' };
    expect(() => when(given(LIUPANSHUI, registered), { type: 'UnionClosed', content })).toThrow(InvalidContent);
  });

  it.each([{ en: 'Rights Protection' }, { zh: '维权部' }, { zh: '经济工作部', en: ' economic work ' }])(
    'refuses the department %j that the union has',
    (names) => {
      const state = given(LIUPANSHUI, registered);
      expect(refusalOf(() => when(state, { type: 'DepartmentAdded', content: { names } })).code).toBe(
        'department_exists',
      );
    },
  );

  it('refuses to register a union that has one department twice', () => {
    const departments = [{ en: 'legal' }, { zh: '法律' }, { zh: '法律', en: 'law' }];
    const content = { ...registered.content, departments } as never;
    expect(refusalOf(() => when(emptyUnion(LIUPANSHUI), { type: 'UnionRegistered', content }))).toEqual({
      code: 'department_exists',
      details: { department: { zh: '法律', en: 'law' } },
    });
  });

  it('allows a department that no other is called like', () => {
    const command: Given = { type: 'DepartmentAdded', content: { names: { en: 'legal services' } } };
    expect(when(given(LIUPANSHUI, registered), command)).toHaveLength(1);
  });

  it.each<Given>([
    { type: 'UnionRenamed', content: { names: { zh: '六盘水市总工会' } } },
    { type: 'UnionRenamed', content: { aliases: ['Liupanshui'] } },
    { type: 'UnionRenamed', content: { names: { zh: '六盘水市总工会' }, aliases: ['Liupanshui'] } },
    { type: 'UnionMoved', content: { level: 'municipal' } },
    { type: 'UnionMoved', content: { parentId: null } },
  ])('refuses $type that changes nothing: $content', (command) => {
    expect(refusalOf(() => when(given(LIUPANSHUI, registered), command))).toEqual({
      code: 'nothing_changes',
      details: { unionId: LIUPANSHUI },
    });
  });

  it('asks whether a change told late changed anything then, not now', () => {
    const moved: Given = { type: 'UnionMoved', content: { level: 'district', occurredAt: '2022' } };
    const state = given(LIUPANSHUI, registered, moved);
    expect(when(state, { type: 'UnionMoved', content: { level: 'district', occurredAt: '2021' } })).toHaveLength(1);
    const unchanged: Given = { type: 'UnionMoved', content: { level: 'municipal', occurredAt: '2021' } };
    expect(refusalOf(() => when(state, unchanged)).code).toBe('nothing_changes');
  });

  it('refuses a union as its own parent', () => {
    const content = { ...registered.content, parentId: LIUPANSHUI } as never;
    expect(refusalOf(() => when(emptyUnion(LIUPANSHUI), { type: 'UnionRegistered', content }))).toEqual({
      code: 'own_parent',
      details: { unionId: LIUPANSHUI },
    });
    const moved: Given = { type: 'UnionMoved', content: { parentId: LIUPANSHUI } };
    expect(refusalOf(() => when(given(LIUPANSHUI, registered), moved)).code).toBe('own_parent');
  });

  it.each([[[]], [[emptyUnion(GUIZHOU)]]])('refuses a parent that is not in the directory', (unions) => {
    const moved: Given = { type: 'UnionMoved', content: { parentId: GUIZHOU } };
    expect(refusalOf(() => when(given(LIUPANSHUI, registered), moved, unions))).toEqual({
      code: 'unknown_union',
      details: { unionId: GUIZHOU },
    });
  });

  it('takes a parent on trust when it cannot be looked up', () => {
    const moved: Given = { type: 'UnionMoved', content: { parentId: GUIZHOU } };
    expect(when(given(LIUPANSHUI, registered), moved)).toHaveLength(1);
  });

  it('refuses a parent that was closed by then, not one that was closed later', () => {
    const unions = [given(GUIZHOU, registered, closed)];
    const move = (occurredAt: string): Given => ({ type: 'UnionMoved', content: { parentId: GUIZHOU, occurredAt } });
    const refusal = refusalOf(() => when(given(LIUPANSHUI, registered), move('2023'), unions));
    expect(refusal).toMatchObject({ code: 'union_closed', details: { unionId: GUIZHOU } });
    expect(when(given(LIUPANSHUI, registered), move('2021'), unions)).toHaveLength(1);
  });

  describe('refuses a parent that is below the union', () => {
    const below = (parentId: string, occurredAt = '2021'): Given => ({
      type: 'UnionMoved',
      content: { parentId, occurredAt },
    });
    const liupanshui = given(LIUPANSHUI, registered);
    const panzhou = given(PANZHOU, registered, below(LIUPANSHUI));

    it('directly', () => {
      expect(refusalOf(() => when(liupanshui, below(PANZHOU, '2022'), [liupanshui, panzhou]))).toEqual({
        code: 'parent_cycle',
        details: { unionId: LIUPANSHUI, chain: [PANZHOU, LIUPANSHUI] },
      });
    });

    it('by another', () => {
      const guizhou = given(GUIZHOU, registered, below(PANZHOU));
      const refusal = refusalOf(() => when(liupanshui, below(GUIZHOU, '2022'), [liupanshui, panzhou, guizhou]));
      expect(refusal.details.chain).toEqual([GUIZHOU, PANZHOU, LIUPANSHUI]);
    });

    it('not yet then, but today', () => {
      expect(refusalOf(() => when(liupanshui, below(PANZHOU, '2019'), [liupanshui, panzhou])).code).toBe(
        'parent_cycle',
      );
    });

    it('but not one that had left by then', () => {
      const left = given(PANZHOU, registered, below(LIUPANSHUI), {
        type: 'UnionMoved',
        content: { parentId: null, occurredAt: '2022' },
      });
      expect(when(liupanshui, below(PANZHOU, '2023'), [liupanshui, left])).toHaveLength(1);
    });

    it('nor one that came below it only after the union had moved on', () => {
      const movedOn = given(LIUPANSHUI, registered, below(GUIZHOU, '2020'));
      expect(when(movedOn, below(PANZHOU, '2019'), [movedOn, panzhou])).toHaveLength(1);
    });

    it('and ends where others already go round in a circle', () => {
      const a = given(PANZHOU, registered, below(GUIZHOU));
      const b = given(GUIZHOU, registered, below(PANZHOU));
      expect(when(liupanshui, below(PANZHOU), [liupanshui, a, b])).toHaveLength(1);
    });
  });
});

describe('the state of a union', () => {
  it('is that of nothing before the registration', () => {
    expect(given(LIUPANSHUI)).toEqual(emptyUnion(LIUPANSHUI));
    expect(emptyUnion(LIUPANSHUI).revision).toBe(-1);
    expect(refusalOf(() => levelAt(emptyUnion(LIUPANSHUI), NOW)).code).toBe('unknown_union');
  });

  it('holds what the events say', () => {
    const content = { ...registered.content, sector: 'education', region: '520200' } as never;
    const added: Given = { type: 'DepartmentAdded', content: { names: { en: 'legal services' }, occurredAt: '2021' } };
    const state = given(LIUPANSHUI, { type: 'UnionRegistered', content }, added, closed);
    expect(state).toMatchObject({
      unionId: LIUPANSHUI,
      revision: 2,
      sector: 'education',
      region: '520200',
      names: { zh: '六盘水市总工会' },
      aliases: ['Liupanshui'],
      departments: [
        { from: null, names: { en: 'economic work' } },
        { from: null, names: { zh: '维权部', en: 'rights protection' } },
        { from: { earliest: at('2021-01-01T00:00+08:00') }, names: { en: 'legal services' } },
      ],
      closed: { earliest: at('2022-06-01T00:00+08:00'), latest: at('2022-07-01T00:00+08:00') },
    });
  });

  it('knows every event by its id', () => {
    const state = given(LIUPANSHUI, registered, closed);
    expect([...state.events.keys()]).toEqual([recorded(registered, 0).id, recorded(closed, 1).id]);
    expect(state.events.get(recorded(closed, 1).id)).toEqual({
      type: 'UnionClosed',
      revision: 1,
      position: '0000000000000000001',
      content: closed.content,
    });
  });

  it('has the registered level and names from the beginning of time', () => {
    const state = given(LIUPANSHUI, registered);
    expect(levelAt(state, at('1950-01-01T00:00Z'))).toBe('municipal');
    expect(unionOn(state, at('1950-01-01T00:00Z'))).toMatchObject({
      level: 'municipal',
      parentId: null,
      names: { zh: '六盘水市总工会' },
      aliases: ['Liupanshui'],
    });
  });

  it('changes its level at the earliest moment of a move', () => {
    const state = given(LIUPANSHUI, registered, {
      type: 'UnionMoved',
      content: { level: 'district', occurredAt: '2021-06' },
    });
    expect(levelAt(state, at('2021-06-01T00:00+08:00') - 1)).toBe('municipal');
    expect(levelAt(state, at('2021-06-01T00:00+08:00'))).toBe('district');
  });

  it('keeps the parent when only the level moves, and the other way round', () => {
    const state = given(
      LIUPANSHUI,
      registered,
      { type: 'UnionMoved', content: { parentId: GUIZHOU, occurredAt: '2020' } },
      { type: 'UnionMoved', content: { level: 'district', occurredAt: '2021' } },
      { type: 'UnionMoved', content: { parentId: null, occurredAt: '2022' } },
    );
    const steps = state.levels.map(({ level, parentId }) => [level, parentId]);
    expect(steps).toEqual([
      ['municipal', null],
      ['municipal', GUIZHOU],
      ['district', GUIZHOU],
      ['district', null],
    ]);
  });

  it('puts a change told late where it belongs, under what came after it', () => {
    const state = given(
      LIUPANSHUI,
      registered,
      { type: 'UnionMoved', content: { level: 'district', occurredAt: '2022' } },
      { type: 'UnionMoved', content: { parentId: GUIZHOU, occurredAt: '2021' } },
      { type: 'UnionRenamed', content: { names: { en: 'new' }, occurredAt: '2022' } },
      { type: 'UnionRenamed', content: { aliases: ['middle'], occurredAt: '2021' } },
    );
    expect(unionOn(state, at('2021-07-01T00:00Z'))).toMatchObject({
      level: 'municipal',
      parentId: GUIZHOU,
      names: { zh: '六盘水市总工会' },
      aliases: ['middle'],
    });
    expect(unionOn(state, NOW)).toMatchObject({
      level: 'district',
      parentId: GUIZHOU,
      names: { en: 'new' },
      aliases: ['middle'],
    });
    expect(state.names).toEqual({ en: 'new' });
    expect(state.aliases).toEqual(['middle']);
  });

  it('has a department from the earliest moment at which it may have been added', () => {
    const added: Given = {
      type: 'DepartmentAdded',
      content: { names: { en: 'legal services' }, occurredAt: '2021-06' },
    };
    const state = given(LIUPANSHUI, registered, added);
    const departments = (instant: number) => unionOn(state, instant).departments.map(({ en }) => en);
    expect(departments(at('2021-06-01T00:00+08:00') - 1)).toEqual(['economic work', 'rights protection']);
    expect(departments(at('2021-06-01T00:00+08:00'))).toContain('legal services');
  });

  describe('exists', () => {
    const undated: Given = { type: 'UnionRegistered', content: { level: 'district', names: { en: 'x' } } };
    const moved: Given = { type: 'UnionMoved', content: { level: 'municipal', occurredAt: '2015' } };

    it('from the earliest moment of its registration', () => {
      expect(existsFrom(given(LIUPANSHUI, registered))).toBe(at('2020-01-01T00:00+08:00'));
    });

    it('from what happened to it before the date that its registration gives', () => {
      expect(existsFrom(given(LIUPANSHUI, registered, moved))).toBe(at('2015-01-01T00:00+08:00'));
    });

    it('since ever when its registration gives no date', () => {
      expect(existsFrom(given(LIUPANSHUI, undated))).toBeLessThan(at('0001-01-01T00:00Z'));
      expect(existsFrom(given(LIUPANSHUI, undated, moved))).toBeLessThan(at('0001-01-01T00:00Z'));
    });
  });

  it('dates an event without a date when it was recorded', () => {
    const state = given(LIUPANSHUI, registered, { type: 'UnionClosed', content: {} });
    expect(state.closed!.earliest).toBe(at('2026-11-22T08:00:00Z'));
  });

  const change = fc.oneof(
    fc.record({ type: fc.constant('UnionMoved' as const), content: moveContent() }),
    fc.record({ type: fc.constant('UnionRenamed' as const), content: renameContent() }),
    fc.record({
      type: fc.constant('DepartmentAdded' as const),
      content: fc.record({ names: fc.record({ en: fc.string({ minLength: 1 }) }), occurredAt: date() }),
    }),
  );

  it('is the same whether folded at once or evolved event by event, and evolving changes no older state', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const events = [registered, ...changes].map((event, revision) => recorded(event as Given, revision));
        const states = [emptyUnion(LIUPANSHUI)];
        for (const event of events) states.push(evolveUnion(states.at(-1)!, event));
        states.forEach((state, count) => expect(state).toEqual(foldUnion(LIUPANSHUI, events.slice(0, count))));
      }),
    );
  });

  it('stands where a union stands whose changes were told in order of time', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const inOrder = [...changes].sort((a, b) => Number(a.content.occurredAt) - Number(b.content.occurredAt));
        const told = given(LIUPANSHUI, registered, ...(changes as Given[]));
        const ordered = given(LIUPANSHUI, registered, ...(inOrder as Given[]));
        expect(told.levels).toEqual(ordered.levels);
        expect(told.namings).toEqual(ordered.namings);
      }),
    );
  });
});

function date() {
  return fc.integer({ min: 2000, max: 2025 }).map(String);
}

function moveContent() {
  const level = fc.constantFrom('municipal' as const, 'district' as const);
  const parentId = fc.constantFrom(null, GUIZHOU, PANZHOU);
  return fc.oneof(fc.record({ level, occurredAt: date() }), fc.record({ parentId, occurredAt: date() }));
}

function renameContent() {
  const names = fc.record({ en: fc.constantFrom('a', 'b', 'c') });
  const aliases = fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 });
  return fc.oneof(fc.record({ names, occurredAt: date() }), fc.record({ aliases, occurredAt: date() }));
}
