import { IsOptional } from 'class-validator';
import { IsCode, IsId, Nested, NestedList } from '#unions';
import { CREDITED_BODIES, RESOLUTIONS, type CreditedBody, type Resolution } from '../codes.js';
import { NotedStep } from '../content/dated.js';
import { Money } from '../content/money.js';
import { OneOf } from '../content/one-of.js';

/** How many an outcome can be owed to. */
export const MAX_CREDITS = 100;

/** One that the outcome is owed to: a union or another body. */
export class Credit {
  @IsOptional()
  @IsId()
  unionId?: string;

  @IsOptional()
  @IsCode(CREDITED_BODIES, 'body')
  body?: CreditedBody;
}

/** The dispute ended. */
export class Resolved extends NotedStep {
  @IsCode(RESOLUTIONS, 'outcome')
  outcome!: Resolution;

  @IsOptional()
  @Nested(() => Money)
  recovered?: Money;

  /** Empty when the outcome is owed to nobody. */
  @IsOptional()
  @NestedList(() => Credit, MAX_CREDITS)
  @OneOf(['unionId', 'body'], { each: true })
  creditedTo: Credit[] = [];
}
