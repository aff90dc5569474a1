import { Type } from 'class-transformer';
import { ArrayUnique, IsArray, IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { LEVELS, UnionMoved, UnionRegistered, UnionRenamed } from './index.js';
import { InvalidContent, type FieldError } from './invalid-content.js';
import { IsCode, IsCodes, IsEdtf, IsIsoDuration, IsText, IsTimeZone, Nested, NestedList } from './rules.js';
import { validateContent } from './validation.js';

class Employer {
  @IsText(20)
  name!: string;

  @IsOptional()
  @IsCodes(LEVELS, 'level')
  levels?: string[];
}

class Content {
  @IsOptional()
  @IsEdtf()
  at?: string;

  @IsOptional()
  @IsIsoDuration()
  within?: string;

  @IsOptional()
  @IsTimeZone()
  zone?: string;

  @IsOptional()
  @NestedList(() => Employer, 3)
  employers?: Employer[];

  @IsOptional()
  @Nested(() => Employer)
  main?: Employer;

  /** Nested the way class-transformer's own documentation shows it. */
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Employer)
  others?: Employer[];

  @IsOptional()
  @IsInt()
  workers?: number;
}

const union = { level: 'municipal', names: { zh: '六盘水市总工会' } };
const PARENT = '0190a0a0-0000-7000-8000-000000000000';

function problems(type: new () => object, plain: unknown): readonly FieldError[] {
  try {
    validateContent(type, plain);
    return [];
  } catch (error) {
    if (error instanceof InvalidContent) return error.errors;
    throw error;
  }
}

function fields(type: new () => object, plain: unknown): string[] {
  return problems(type, plain).map(({ field }) => field);
}

describe('validating a content', () => {
  it('gives an instance of the class, nested classes included, that says just what was said', () => {
    const plain = {
      at: '2021-06',
      employers: [{ name: 'a' }],
      main: { name: 'b' },
      others: [{ name: 'c' }],
      workers: 3,
    };
    const content = validateContent(Content, plain);
    expect(content).toBeInstanceOf(Content);
    expect(content.employers![0]).toBeInstanceOf(Employer);
    expect(content.main).toBeInstanceOf(Employer);
    expect(content.others![0]).toBeInstanceOf(Employer);
    expect(JSON.parse(JSON.stringify(content))).toEqual(plain);
  });

  it('leaves the given object alone', () => {
    const plain = Object.freeze({ main: Object.freeze({ name: 'x', levels: null }) });
    expect(validateContent(Content, plain).main).toEqual({ name: 'x' });
  });

  it('names every bad field by its path', () => {
    const plain = { at: '2021-13', employers: [{ name: 'a' }, { name: '' }], main: { name: 5 }, workers: '3' };
    expect(fields(Content, plain).sort()).toEqual(['at', 'employers[1].name', 'main.name', 'workers']);
  });

  it('says first what is most basic: the type before the range, the list before its items', () => {
    class Ruled {
      @IsInt()
      @Min(1)
      @Max(10)
      workers!: number;

      @IsCodes(LEVELS, 'level')
      @ArrayUnique()
      levels!: string[];

      @NestedList(() => Employer)
      employers!: Employer[];

      @Nested(() => Employer)
      main!: Employer;
    }
    const plain = { workers: '3', levels: 'x', employers: { name: 1, unknown: 2 }, main: [{ unknown: 1 }] };
    const said = problems(Ruled, plain).map(({ field, message }) => [field, message]);
    expect(Object.fromEntries(said)).toEqual({
      workers: 'workers must be an integer number',
      levels: 'levels must be an array',
      employers: 'must be an array',
      main: 'must be an object',
    });
  });

  it('says why a date or a duration is refused', () => {
    const [at, within] = problems(Content, { at: '2021-02-30', within: 'soon' });
    expect(at!.message).toBe('at must be a date: there is no such day in that month');
    expect(within!.message).toMatch(/^within must be a duration: expected an ISO 8601 duration/);
  });

  it.each([
    ['unknown', { unknown: 1 }],
    ['main.unknown', { main: { name: 'x', unknown: null } }],
    ['employers[0].unknown', { employers: [{ name: 'x', unknown: 1 }] }],
    ['others[0].unknown', { others: [{ name: 'x', unknown: 1 }] }],
    ['hasOwnProperty', { hasOwnProperty: 1 }],
    ['constructor', { constructor: 1 }],
    ['toString', { toString: 1 }],
    ['__proto__', JSON.parse('{"__proto__": {"at": "2021"}}')],
    ['main.__proto__', JSON.parse('{"main": {"name": "x", "__proto__": null}}')],
  ])('refuses the unknown field %s', (field, plain) => {
    expect(problems(Content, plain)).toEqual([{ field, message: 'is not a known field' }]);
  });

  it.each([
    ['an object for a list', 'employers', { employers: { name: 'x' } }],
    ['a list for an object', 'main', { main: [{ name: 'x' }] }],
    ['text for an object', 'main', { main: 'x' }],
    ['text in a list of objects', 'employers[1]', { employers: [{ name: 'x' }, 'y'] }],
    ['null in a list of objects', 'employers[0]', { employers: [null] }],
    ['a list in a list of objects', 'employers[0]', { employers: [[{ name: 'x' }]] }],
    ['a list in a list of codes', 'main.levels', { main: { name: 'x', levels: [['district']] } }],
    ['a list for text', 'main.name', { main: { name: ['x'] } }],
    ['one code for a list of codes', 'main.levels', { main: { name: 'x', levels: 'district' } }],
    ['too many items', 'employers', { employers: Array(4).fill({ name: 'x' }) }],
  ])('refuses %s', (_, field, plain) => {
    expect(fields(Content, plain)).toEqual([field]);
  });

  it.each([null, undefined, 1, 'x', [], [{}]])('refuses %p as a whole', (plain) => {
    expect(problems(Content, plain)).toEqual([{ field: '', message: 'must be an object' }]);
  });

  it.each([
    ['a NUL', 'a\0b'],
    ['half a surrogate pair', 'a\ud800b'],
    ['nothing but spaces', ' \n\t　'],
    ['too much', 'x'.repeat(21)],
    ['nothing', ''],
  ])('refuses text that holds %s', (_, name) => {
    expect(fields(Content, { main: { name } })).toEqual(['main.name']);
  });

  it('keeps text beyond the basic plane and counts it as JavaScript does', () => {
    expect(validateContent(Employer, { name: '𠮷'.repeat(10) }).name).toBe('𠮷'.repeat(10));
    expect(fields(Employer, { name: '𠮷'.repeat(11) })).toEqual(['name']);
  });

  it('takes null for a field left out', () => {
    expect(Object.keys(validateContent(Content, { at: null, main: null, workers: undefined }))).toEqual([]);
  });

  it('tells a field left out from a wrong one', () => {
    expect(problems(Employer, {})).toEqual([{ field: 'name', message: 'name is missing' }]);
  });

  it('refuses null for a field that must be there', () => {
    expect(fields(Employer, { name: null })).toEqual(['name']);
  });

  it('names a hundred bad fields at most', () => {
    const plain = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`field${i}`, i]));
    expect(problems(Content, plain)).toHaveLength(100);
  });

  it('never repeats a value in its message', () => {
    const secret = 'Zhang San 13800000000\0';
    const plain = {
      at: secret,
      within: secret,
      zone: secret,
      main: { name: secret, levels: [secret] },
      workers: secret,
    };
    const errors = problems(Content, plain);
    expect(errors).toHaveLength(6);
    expect(JSON.stringify(errors)).not.toContain('Zhang');
  });
});

describe('a code', () => {
  it('that is unknown is refused with the known ones', () => {
    expect(problems(UnionRegistered, { ...union, level: 'galactic' })).toEqual([
      { field: 'level', message: `level must be a known level: ${LEVELS.join(', ')}`, known: LEVELS },
    ]);
  });

  it('that is unknown in a list is refused with the known ones', () => {
    const [error] = problems(Employer, { name: 'x', levels: ['district', 'galactic'] });
    expect(error).toMatchObject({ field: 'levels', known: LEVELS });
    expect(error!.message).toMatch(/^levels\[1\] must be a known level: national, /);
  });

  it.each(['toString', '__proto__', 'constructor', '', 'District', null, ['district']])('is not %p', (level) => {
    class Coded {
      @IsCode(LEVELS, 'level')
      level!: string;
    }
    expect(fields(Coded, { level })).toEqual(['level']);
  });
});

describe('union contents', () => {
  it('take a union as the study describes one', () => {
    const plain = {
      level: 'provincial',
      sector: 'education',
      region: '500000',
      parentId: PARENT,
      names: { en: 'Chongqing education union', zh: '重庆市教科文卫体工会' },
      aliases: ['Chongqing edu'],
      departments: [{ en: 'legal services' }, { zh: '维权部' }],
      occurredAt: '2021',
      note: 'a sectoral union',
    };
    expect(JSON.parse(JSON.stringify(validateContent(UnionRegistered, plain)))).toEqual(plain);
  });

  it.each([
    ['no name', 'names', { level: 'municipal' }],
    ['a name in neither language', 'names.zh', { level: 'municipal', names: {} }],
    ['a name of null', 'names.zh', { level: 'municipal', names: { zh: null } }],
    ['a department without a name', 'departments[0].zh', { ...union, departments: [{}] }],
    ['a region of no province', 'region', { ...union, region: '990000' }],
    ['a region of five digits', 'region', { ...union, region: '52020' }],
    ['a region as a number', 'region', { ...union, region: 520200 }],
    ['a parent that is no id', 'parentId', { ...union, parentId: 'liupanshui' }],
    ['a parent in upper case', 'parentId', { ...union, parentId: PARENT.toUpperCase() }],
    ['too many aliases', 'aliases', { ...union, aliases: Array(1001).fill('x') }],
    ['a name too long', 'names.zh', { ...union, names: { zh: 'x'.repeat(201) } }],
    ['a note too long', 'note', { ...union, note: 'x'.repeat(10_001) }],
    ['an unknown sector', 'sector', { ...union, sector: 'piracy' }],
  ])('refuse a union with %s', (_, field, plain) => {
    expect(fields(UnionRegistered, plain)).toEqual([field]);
  });

  it('refuse a move that says neither level nor parent', () => {
    expect(problems(UnionMoved, { occurredAt: '2021' })).toEqual([
      { field: 'level', message: 'level is missing: at least one of level, parentId must be given' },
    ]);
  });

  it('tell a parent of null from no word of a parent', () => {
    expect(validateContent(UnionMoved, { parentId: null })).toEqual({ parentId: null });
    expect(validateContent(UnionMoved, { level: 'district' })).toEqual({ level: 'district' });
    expect(fields(UnionMoved, { level: null, parentId: null })).toEqual([]);
  });

  it('refuse a renaming that names nothing', () => {
    expect(fields(UnionRenamed, {})).toEqual(['names']);
    expect(validateContent(UnionRenamed, { aliases: [] })).toEqual({ aliases: [] });
  });
});
