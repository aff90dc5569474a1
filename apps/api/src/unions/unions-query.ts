import { IsOptional } from 'class-validator';
import { IsCode, IsEdtf, IsRegionPrefix, IsText, LEVELS, MAX_NAME, SECTORS } from '#unions';
import { PageQuery, ReadQuery } from '../http/read-query.js';

/** Which unions GET /v1/unions lists; every given condition must hold. */
export class UnionsQuery extends PageQuery {
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

  /** A date: the unions that existed at its end, found by what they were then and shown so. */
  @IsOptional()
  @IsEdtf()
  asOf?: string;

  /** A date: the directory as it was known at its end. */
  @IsOptional()
  @IsEdtf()
  knownAt?: string;
}

/** How GET /v1/unions/{id} shows a union. */
export class UnionQuery extends ReadQuery {
  /** A date: show the union as it was at its end, if it existed. */
  @IsOptional()
  @IsEdtf()
  asOf?: string;

  /** A date: show what was known of it at its end. */
  @IsOptional()
  @IsEdtf()
  knownAt?: string;
}
