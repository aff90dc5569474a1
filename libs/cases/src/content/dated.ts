import { IsOptional } from 'class-validator';
import { IsEdtf, IsId, IsText, MAX_NAME, MAX_NOTE, Nested } from '#unions';
import { Personal } from './personal.js';
import { SinceStep } from './since.js';

/** What every event of a case says: when it happened. */
export abstract class Dated {
  /** An imprecise date, read in the case's time zone; left out, the instant of recording. */
  @IsOptional()
  @IsEdtf()
  occurredAt?: string;
}

/** A step that may be known to have come some time after another. */
export abstract class StepContent extends Dated {
  @IsOptional()
  @Nested(() => SinceStep)
  since?: SinceStep;
}

/** A step with room for a remark. */
export abstract class NotedStep extends StepContent {
  @Personal()
  @IsOptional()
  @IsText(MAX_NOTE)
  note?: string;
}

/** A step of one union. */
export abstract class UnionStep extends NotedStep {
  @IsId()
  unionId!: string;
}

/** A step of one department of a union, named as the caller was given it. */
export abstract class DepartmentStep extends UnionStep {
  @IsOptional()
  @IsText(MAX_NAME)
  department?: string;
}
