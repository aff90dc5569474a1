import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsISO4217CurrencyCode, IsOptional, ValidateBy } from 'class-validator';
import { UpperCase } from '#unions';
import { addUp, isAmount } from './amount.js';

export const DEFAULT_CURRENCY = 'CNY';

/** A sum of money. Amounts are decimal texts such as "61800.00", so that no digit is lost. */
export class Money {
  @IsAmount()
  amount!: string;

  /** ISO 4217. */
  @IsOptional()
  @UpperCase()
  @IsISO4217CurrencyCode({ message: '$property must be an ISO 4217 code such as CNY' })
  currency: string = DEFAULT_CURRENCY;

  /** What the amount is made of; adds up to it exactly. */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(1000)
  @IsAmount({ each: true })
  @AddUpToAmount()
  parts?: string[];
}

function IsAmount(options?: { each: boolean }): PropertyDecorator {
  const defaultMessage = () => '$property must be a decimal text such as "61800.00", with at most 4 decimals';
  return ValidateBy({ name: 'isAmount', validator: { validate: isAmount, defaultMessage } }, options);
}

function AddUpToAmount(): PropertyDecorator {
  return ValidateBy({
    name: 'addUpToAmount',
    validator: {
      validate: (parts, args) => Array.isArray(parts) && addUp(parts, (args?.object as Money).amount),
      defaultMessage: () => '$property must add up to amount',
    },
  });
}
