import { IsOptional } from 'class-validator';
import { IsCode, Nested } from '#unions';
import { RULINGS, type Ruling } from '../codes.js';
import { NotedStep } from '../content/dated.js';
import { Money } from '../content/money.js';

/** A body ruled on a claim, or the claim ended before it. */
export abstract class ClaimRuled extends NotedStep {
  @IsCode(RULINGS, 'result')
  result!: Ruling;

  @IsOptional()
  @Nested(() => Money)
  awarded?: Money;
}
