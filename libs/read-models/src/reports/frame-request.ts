import { IsOptional, Matches } from 'class-validator';
import { POSITION } from '#event-store';
import { IsEdtf } from '#unions';

export function IsPosition(): PropertyDecorator {
  return Matches(POSITION, { message: '$property must be a position as this API gave it' });
}

/** The frame that an answer is to stand on, as texts: now, and all that is recorded, where it says nothing. */
export class FrameRequest {
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
