import { IsOptional } from 'class-validator';
import { IsCode, IsEdtf, IsIsoDuration, IsText, MAX_NOTE, NotWith } from '#unions';
import { RESPONSE_KINDS, type ResponseKind } from '../codes.js';
import { DepartmentStep } from '../content/dated.js';
import { Personal } from '../content/personal.js';

/** A union answered in substance. */
export class UnionResponded extends DepartmentStep {
  @IsCode(RESPONSE_KINDS, 'kind of response')
  kind!: ResponseKind;

  /** The date by which it promised to act. */
  @IsOptional()
  @IsEdtf()
  promisedBy?: string;

  /** The time in which it promised to act, where it gave no date. */
  @IsOptional()
  @IsIsoDuration()
  @NotWith('promisedBy')
  promisedWithin?: string;

  @Personal()
  @IsOptional()
  @IsText(MAX_NOTE)
  quote?: string;
}
