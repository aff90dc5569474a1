import { IsOptional } from 'class-validator';
import { IsCode, IsRegionPrefix, IsText, LEVELS, MAX_NAME, SECTORS } from '#unions';
import { MomentsPageQuery } from '../http/moment.js';

/**
 * Which unions GET /v1/unions lists; every given condition must hold. As of a date: those that existed then, found by what they
 * were then and shown so.
 */
export class UnionsQuery extends MomentsPageQuery {
  /** Part of any name or alias, old or new, zh or en. */
  @IsOptional()
  @IsText(MAX_NAME)
  q?: string;

  @IsOptional()
  @IsCode(LEVELS, 'level')
  level?: string;

  @IsOptional()
  @IsCode(SECTORS, 'sector')
  sector?: string;

  @IsOptional()
  @IsRegionPrefix()
  region?: string;
}
