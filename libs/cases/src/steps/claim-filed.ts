import { IsOptional } from 'class-validator';
import { IsText, MAX_NOTE, Nested } from '#unions';
import { NotedStep } from '../content/dated.js';
import { Money } from '../content/money.js';
import { Personal } from '../content/personal.js';

/** A claim was filed with a body that rules on it. */
export abstract class ClaimFiled extends NotedStep {
  /** What is claimed, in words. */
  @Personal()
  @IsOptional()
  @IsText(MAX_NOTE)
  claim?: string;

  @IsOptional()
  @Nested(() => Money)
  amount?: Money;
}
