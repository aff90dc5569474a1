import { ArrayUnique, IsOptional } from 'class-validator';
import { IsCode, IsCodes, IsId, IsText, MAX_NOTE, Nested } from '#unions';
import {
  AGENCIES,
  DEFLECTION_REASONS,
  DIRECTIONS,
  type Agency,
  type DeflectionReason,
  type Direction,
} from '../codes.js';
import { DepartmentStep } from '../content/dated.js';
import { OneOf } from '../content/one-of.js';
import { Personal } from '../content/personal.js';

/** Whom a union sent the worker to: another union or another body. */
export class DeflectedTo {
  @IsOptional()
  @IsId()
  unionId?: string;

  @IsOptional()
  @IsCode(AGENCIES, 'agency')
  agency?: Agency;
}

/** A union sent the worker away. */
export class Deflected extends DepartmentStep {
  /** As it gave them; an empty list when it gave none. */
  @IsCodes(DEFLECTION_REASONS, 'reason')
  @ArrayUnique()
  reasons!: DeflectionReason[];

  @IsOptional()
  @IsCode(DIRECTIONS, 'direction')
  direction?: Direction;

  /** Left out when it named nobody. */
  @IsOptional()
  @Nested(() => DeflectedTo)
  @OneOf(['unionId', 'agency'])
  deflectedTo?: DeflectedTo;

  @Personal()
  @IsOptional()
  @IsText(MAX_NOTE)
  quote?: string;
}
