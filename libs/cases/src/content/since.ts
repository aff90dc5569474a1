import { IsOptional } from 'class-validator';
import { IsId, IsIsoDuration } from '#unions';

/** How long after another step of the case this one came, which is often known when neither date is. */
export class SinceStep {
  /** The other step; any of its versions names it. */
  @IsId()
  stepId!: string;

  /** ISO 8601 duration; left out, it is none. */
  @IsOptional()
  @IsIsoDuration()
  atLeast?: string;

  /** ISO 8601 duration, "the same day" being `P1D`; left out, there is no limit. */
  @IsOptional()
  @IsIsoDuration()
  atMost?: string;
}
