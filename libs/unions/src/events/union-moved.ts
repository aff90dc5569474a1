import { IsOptional } from 'class-validator';
import { LEVELS, type Level } from '../codes.js';
import { IsCode, IsEdtf, IsId, Nullable, OptionalWith } from '../rules.js';

/** A union changes its level, its parent (null: it has none from now on), or both. */
export class UnionMoved {
  @OptionalWith('parentId')
  @IsCode(LEVELS, 'level')
  level?: Level;

  @Nullable()
  @IsId()
  parentId?: string | null;

  @IsOptional()
  @IsEdtf()
  occurredAt?: string;
}
