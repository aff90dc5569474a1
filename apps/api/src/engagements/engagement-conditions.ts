import { IsOptional } from 'class-validator';
import { DEFLECTION_REASONS } from '#cases';
import { UNKNOWN } from '#read-models';
import { IsCode, IsId, IsText, LEVELS, MAX_NAME, SECTORS } from '#unions';
import { ReadQuery } from '../http/read-query.js';
import { IsRegionPrefix } from '../http/region-prefix.js';

/** Which engagements are meant, in lists and in reports alike; every given condition must hold. */
export class EngagementConditions extends ReadQuery {
  @IsOptional()
  @IsId()
  caseId?: string;

  @IsOptional()
  @IsId()
  unionId?: string;

  /** The level that the union had when it was called. */
  @IsOptional()
  @IsCode([...LEVELS, UNKNOWN], 'level')
  level?: string;

  /** Of the case. */
  @IsOptional()
  @IsCode([...SECTORS, UNKNOWN], 'sector')
  sector?: string;

  /** Of the union. */
  @IsOptional()
  @IsRegionPrefix(UNKNOWN)
  region?: string;

  @IsOptional()
  @IsText(MAX_NAME)
  department?: string;

  @IsOptional()
  @IsCode(DEFLECTION_REASONS, 'reason')
  reason?: string;
}
