import { IsOptional, Matches } from 'class-validator';
import { IsPin, IsPosition, type Asking } from '#read-models';
import { IsText } from '#unions';

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 1000;

export function IsCursor(): PropertyDecorator {
  return IsText(1000);
}

export function IsLimit(): PropertyDecorator {
  return Matches(/^([1-9]\d{0,2}|1000)$/, { message: `$property must be a whole number from 1 to ${MAX_LIMIT}` });
}

/** That also waits. */
export function awaiting<Base extends Asking>(base: Base) {
  class Awaiting extends base {
    /** Wait until the read models have seen this position, as a write's answer gave it. */
    @IsOptional()
    @IsPosition()
    minPosition?: string;
  }
  return Awaiting;
}

/** Of the tables. */
export function ofTables<Base extends Asking>(base: Base) {
  class OfTables extends awaiting(base) {
    /** Read these versions of the tables in place of those that serve. */
    @IsOptional()
    @IsPin()
    pin?: string;
  }
  return OfTables;
}

/** For a list. */
export function inPages<Base extends Asking>(base: Base) {
  class InPages extends base {
    /** `nextCursor` of the page before. */
    @IsOptional()
    @IsCursor()
    cursor?: string;

    @IsOptional()
    @IsLimit()
    limit?: string;
  }
  return InPages;
}

/** What any query of the tables takes. */
export class ReadQuery extends ofTables(Object) {}

/** What any list of the tables takes. */
export class PageQuery extends inPages(ReadQuery) {}

export function limitOf({ limit }: { readonly limit?: string }): number {
  return limit === undefined ? DEFAULT_LIMIT : Number(limit);
}
