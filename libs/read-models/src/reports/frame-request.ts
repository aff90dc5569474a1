import { IsOptional, Matches } from 'class-validator';
import { POSITION } from '#event-store';
import { IsEdtf } from '#unions';

export function IsPosition(): PropertyDecorator {
  return Matches(POSITION, { message: '$property must be a position as this API gave it' });
}

/** What a query asks, to which others are added that several kinds of query take. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what TypeScript demands of a class that is extended so
export type Asking = new (...args: any[]) => object;

/** As things were at some time, by what was known then. */
export function inTime<Base extends Asking>(base: Base) {
  class InTime extends base {
    /** A date: what had happened by its end. */
    @IsOptional()
    @IsEdtf()
    asOf?: string;

    /** A date: what had been recorded by its end. */
    @IsOptional()
    @IsEdtf()
    knownAt?: string;
  }
  return InTime;
}

/** The frame that an answer is to stand on, as texts: now, and all that is recorded, where it says nothing. */
export class FrameRequest extends inTime(class {}) {
  /** What had been recorded up to this event. */
  @IsOptional()
  @IsPosition()
  position?: string;
}
