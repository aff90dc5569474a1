import { IsOptional } from 'class-validator';
import { IsCode, IsEdtf, IsId, IsRegionPrefix, SECTORS } from '#unions';
import { FrameRequest } from './frame-request.js';
import { UNKNOWN } from './selection.js';

/** Which cases a report is about, and in which frame, as texts; every given condition must hold. */
export class CasesRequest extends FrameRequest {
  @IsOptional()
  @IsId()
  caseId?: string;

  @IsOptional()
  @IsCode([...SECTORS, UNKNOWN], 'sector')
  sector?: string;

  /** Of the case. */
  @IsOptional()
  @IsRegionPrefix(UNKNOWN)
  region?: string;

  /** A date: cases that may have opened in it. */
  @IsOptional()
  @IsEdtf()
  opened?: string;
}
