import { Allow, IsInt, IsOptional, registerDecorator, validateSync, ValidateNested } from 'class-validator';
import { plainToInstance } from 'class-transformer';
import fc from 'fast-check';
import { planOf, surelyFits, type ContentClass } from './content-plan.js';
import { InvalidContent, UnionMoved, UnionRegistered, UnionRenamed, validateContent } from './index.js';

const ID = '0190a0a0-0000-7000-8000-000000000000';

/** Values that some field takes, and some that none does. */
const value = fc.constantFrom<unknown>(
  ...[undefined, '', ' ', 0, NaN, true, 'x\0', '\ud800', 'x'.repeat(201), {}, [], [null], ['a', ''], [{ zh: 'a' }, {}]],
  ...['municipal', 'education', '520200', '990000', ID, '2021-06', '2021-13', 'name', ['a', 'b'], { zh: '六盘水' }],
  ...[{ zh: 1 }, { en: 'x' }, [{ zh: 'a' }], { fr: 'x' }],
);
const field = fc.constantFrom(
  ...['level', 'sector', 'region', 'parentId', 'names', 'aliases', 'departments', 'occurredAt', 'note', 'unknown'],
);
const content = fc
  .tuple(fc.boolean(), fc.array(fc.tuple(field, value), { maxLength: 4 }))
  .map(([complete, fields]) => ({
    ...(complete && { level: 'municipal', names: { zh: '六盘水' } }),
    ...Object.fromEntries(fields),
  }));

describe('the quick judgement of a content', () => {
  it.each([UnionRegistered, UnionMoved, UnionRenamed])(
    'is the one class-validator gives, for %p',
    (type: ContentClass) => {
      fc.assert(
        fc.property(content, (plain) => {
          const errors = validateSync(plainToInstance(type, plain), { whitelist: true, forbidNonWhitelisted: true });
          expect(accepts(type, plain)).toBe(errors.length === 0);
        }),
        { numRuns: 2000 },
      );
    },
  );

  it('vouches for a content that fits, nested classes included', () => {
    const plain = { level: 'municipal', names: { zh: '六盘水' }, departments: [{ en: 'legal' }], aliases: ['a'] };
    expect(surelyFits(planOf(UnionRegistered), validateContent(UnionRegistered, plain))).toBe(true);
  });

  it('is left to class-validator where a rule is of a kind it does not know', () => {
    class Grouped {
      @IsInt({ groups: ['some'] })
      count!: number;
    }
    class Allowed {
      @Allow()
      count!: number;
    }
    class Conditional {
      @IsInt({ validateIf: () => false })
      count!: number;
    }
    class Promised {
      @IsPromised()
      count!: number;
    }
    class Untyped {
      @IsOptional()
      @ValidateNested()
      nested?: object;
    }
    for (const type of [Grouped, Allowed, Conditional, Promised]) {
      expect(surelyFits(planOf(type), Object.assign(new type(), { count: 1 }))).toBe(false);
    }
    expect(surelyFits(planOf(Untyped), Object.assign(new Untyped(), { nested: {} }))).toBe(false);
    expect(validateContent(Conditional, { count: 'x' })).toEqual({ count: 'x' });
  });
});

function IsPromised(): PropertyDecorator {
  return (target, propertyName) =>
    registerDecorator({
      name: 'isPromised',
      target: target.constructor,
      propertyName: String(propertyName),
      validator: { validate: () => Promise.resolve(false) },
    });
}

function accepts(type: new () => object, plain: unknown): boolean {
  try {
    validateContent(type, plain);
    return true;
  } catch (error) {
    if (error instanceof InvalidContent) return false;
    throw error;
  }
}
