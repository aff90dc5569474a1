import fc from 'fast-check';
import { type InvalidContent, validateContent } from '#unions';
import { addUp, isAmount, toUnits } from './amount.js';
import { Money } from './money.js';

function fieldsRefused(plain: object): string[] {
  try {
    validateContent(Money, plain);
  } catch (error) {
    return (error as InvalidContent).errors.map(({ field }) => field);
  }
  return [];
}

const cents = fc.bigInt({ min: 0n, max: 10n ** 14n });
const decimal = (units: bigint) => `${units / 100n}.${String(units % 100n).padStart(2, '0')}`;

describe('an amount', () => {
  it.each(['0', '0.5', '61800.00', '999999999999999.9999'])('can be %s', (text) => {
    expect(isAmount(text)).toBe(true);
  });

  it.each(['', '-1', '+1', '1,000', '1e3', '01', '.5', '1.', '1.00000', '1000000000000000', ' 1', '１', 61800, null])(
    'cannot be %p',
    (text) => {
      expect(isAmount(text)).toBe(false);
      expect(toUnits(text)).toBeUndefined();
    },
  );

  it('is exact to four decimals', () => {
    expect(toUnits('61800.0001')).toBe(618000001n);
    expect(toUnits('0.1')! + toUnits('0.2')!).toBe(toUnits('0.3'));
  });
});

describe('the parts of a sum', () => {
  it('add up exactly, where floating point would not', () => {
    expect(addUp(['0.1', '0.2'], '0.3')).toBe(true);
    expect(addUp(['40800.00', '21000.00'], '61800')).toBe(true);
    expect(addUp(['40800.00', '21000.00'], '61800.0001')).toBe(false);
    expect(addUp(['0.5', '0.5000'], '1')).toBe(true);
    expect(addUp(['1', 'x'], '1')).toBe(false);
  });

  it('add up to their total and to nothing else', () => {
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1 }), fc.integer({ min: 1 }), (parts, more) => {
        const total = parts.reduce((sum, part) => sum + part, 0n);
        const texts = parts.map(decimal);
        fc.pre(total < 10n ** 17n - BigInt(more));
        expect(addUp(texts, decimal(total))).toBe(true);
        expect(addUp(texts, decimal(total + BigInt(more)))).toBe(false);
      }),
    );
  });
});

describe('money', () => {
  it('is CNY unless said', () => {
    expect(validateContent(Money, { amount: '3' })).toEqual({ amount: '3', currency: 'CNY' });
    expect(validateContent(Money, { amount: '3', currency: 'HKD' })).toEqual({ amount: '3', currency: 'HKD' });
  });

  it('has its currency in upper case, however it was written', () => {
    expect(validateContent(Money, { amount: '3', currency: 'hkd' })).toEqual({ amount: '3', currency: 'HKD' });
  });

  it.each([
    ['currency', { amount: '3', currency: 7 }],
    ['amount', { amount: 3 }],
    ['amount', {}],
    ['currency', { amount: '3', currency: 'RMB' }],
    ['parts', { amount: '3', parts: ['1'] }],
    ['parts', { amount: '3', parts: [] }],
    ['parts', { amount: '3', parts: [3] }],
    ['parts', { amount: '3', parts: '3' }],
  ])('is refused for its %s in %j', (field, plain) => {
    expect(fieldsRefused(plain)).toEqual([field]);
  });
});
