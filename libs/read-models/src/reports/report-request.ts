import { IsOptional, ValidateBy, type ValidationArguments } from 'class-validator';
import { DEFLECTION_REASONS } from '#cases';
import { COMPETES, MEASURES, type Measure } from '#measures';
import { edtfProblem } from '#time';
import { IsCode, IsCodeList, IsId, IsRegionPrefix, IsText, LEVELS, MAX_NAME, SECTORS } from '#unions';
import { FrameRequest } from './frame-request.js';
import { ENTRIES, UNITS, UNKNOWN, type Entry, type Unit } from './selection.js';

function IsPeriod(): PropertyDecorator {
  const validate = (value: unknown) => value === UNKNOWN || edtfProblem(value) === undefined;
  const defaultMessage = (args?: ValidationArguments) =>
    `$property must be ${UNKNOWN} or a date: ${edtfProblem(args?.value)}`;
  return ValidateBy({ name: 'isPeriod', validator: { validate, defaultMessage } });
}

/** Which clocks are meant, in lists and in reports alike, as texts; every given condition must hold. */
export class ClockConditions extends FrameRequest {
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
  @IsCode([...DEFLECTION_REASONS, UNKNOWN], 'reason')
  reason?: string;

  @IsOptional()
  @IsCode(MEASURES, 'measure')
  measure?: Measure;

  @IsOptional()
  @IsCode(UNITS, 'unit')
  unit?: Unit;

  /** What else ends a clock: some of `arbitration`, `court`. */
  @IsOptional()
  @IsCodeList(COMPETES, 'competing end')
  compete?: string;

  /** A date: clocks that started in it; `unknown`: those that never started. */
  @IsOptional()
  @IsPeriod()
  period?: string;

  @IsOptional()
  @IsCode(ENTRIES, 'entry')
  entry?: Entry;
}
