import { IsOptional } from 'class-validator';
import { LEVELS, SECTORS, type Level, type Sector } from '../codes.js';
import { IsCode, IsEdtf, IsId, IsRegion, IsText, IsTexts, MAX_NAME, MAX_NOTE, Nested, NestedList } from '../rules.js';
import { Names } from './names.js';

/**
 * A union enters the directory. It exists from its date on; where it has none, nobody knows since when, and it counts as
 * having existed always. Its level holds from the beginning of time until it moves.
 */
export class UnionRegistered {
  @IsCode(LEVELS, 'level')
  level!: Level;

  @IsOptional()
  @IsCode(SECTORS, 'sector')
  sector?: Sector;

  @IsOptional()
  @IsRegion()
  region?: string;

  @IsOptional()
  @IsId()
  parentId?: string;

  @Nested(() => Names)
  names!: Names;

  @IsOptional()
  @IsTexts(MAX_NAME)
  aliases?: string[];

  @IsOptional()
  @NestedList(() => Names)
  departments?: Names[];

  @IsOptional()
  @IsEdtf()
  occurredAt?: string;

  @IsOptional()
  @IsText(MAX_NOTE)
  note?: string;
}
