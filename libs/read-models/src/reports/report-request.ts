import { IsOptional, Matches, ValidateBy } from 'class-validator';
import { DEFLECTION_REASONS } from '#cases';
import { POSITION } from '#event-store';
import { COMPETES, MEASURES, type Measure } from '#measures';
import { isEdtf } from '#time';
import { IsCode, IsCodeList, IsEdtf, IsId, IsRegionPrefix, IsText, LEVELS, MAX_NAME, SECTORS } from '#unions';
import { ENTRIES, UNITS, UNKNOWN, type Entry, type Unit } from './selection.js';

export function IsPosition(): PropertyDecorator {
  return Matches(POSITION, { message: '$property must be a position as this API gave it' });
}

function IsPeriod(): PropertyDecorator {
  const validate = (value: unknown) => value === UNKNOWN || isEdtf(value);
  const defaultMessage = () => `$property must be a date (EDTF), or ${UNKNOWN}`;
  return ValidateBy({ name: 'isPeriod', validator: { validate, defaultMessage } });
}

/** Which engagements are meant, in lists and in reports alike, as texts; every given condition must hold. */
export class EngagementConditions {
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
}

/** Which clocks are meant, and in which frame, in lists and in reports alike. */
export class ClockConditions extends EngagementConditions {
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

  /** A date: what had happened by its end. */
  @IsOptional()
  @IsEdtf()
  asOf?: string;

  /** A date: what had been recorded by its end. */
  @IsOptional()
  @IsEdtf()
  knownAt?: string;

  /** What had been recorded up to this event. */
  @IsOptional()
  @IsPosition()
  position?: string;
}
