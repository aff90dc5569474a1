import { IsOptional } from 'class-validator';
import { IsEdtf, IsText, MAX_NOTE } from '../rules.js';

/** A union ceases to exist; that is final. */
export class UnionClosed {
  @IsOptional()
  @IsEdtf()
  occurredAt?: string;

  @IsOptional()
  @IsText(MAX_NOTE)
  why?: string;
}
