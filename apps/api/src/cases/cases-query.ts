import { IsOptional } from 'class-validator';
import { DISPUTES, RESOLUTIONS } from '#cases';
import { STATUSES } from '#read-models';
import { ANSWERS } from '#measures';
import { IsCode, IsEdtf, IsId, IsRegionPrefix, IsText, LEVELS, MAX_NAME, NotBefore, SECTORS } from '#unions';
import { MomentsPageQuery } from '../http/moment.js';

/** Which cases GET /v1/cases lists; every given condition must hold. */
export class CasesQuery extends MomentsPageQuery {
  /** Part of the title. */
  @IsOptional()
  @IsText(MAX_NAME)
  q?: string;

  @IsOptional()
  @IsCode(STATUSES, 'status')
  status?: string;

  /** Of the last resolution. */
  @IsOptional()
  @IsCode(RESOLUTIONS, 'outcome')
  outcome?: string;

  @IsOptional()
  @IsCode(SECTORS, 'sector')
  sector?: string;

  @IsOptional()
  @IsRegionPrefix()
  region?: string;

  @IsOptional()
  @IsCode(DISPUTES, 'dispute')
  dispute?: string;

  /** Cases in which this union was engaged. */
  @IsOptional()
  @IsId()
  unionId?: string;

  /** Cases in which a union of this level was engaged. */
  @IsOptional()
  @IsCode(LEVELS, 'level')
  level?: string;

  /** Whether a union knew of the case before it was called. */
  @IsOptional()
  @IsCode(ANSWERS, 'answer')
  aware?: string;

  /** Whether a union intervened. */
  @IsOptional()
  @IsCode(ANSWERS, 'answer')
  involved?: string;

  /** A date: cases opened in it or later, as far as their dates tell. */
  @IsOptional()
  @IsEdtf()
  openedSince?: string;

  /** A date: cases opened before its end, as far as their dates tell. */
  @IsOptional()
  @IsEdtf()
  @NotBefore('openedSince')
  openedUntil?: string;
}
