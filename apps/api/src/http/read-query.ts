import { IsOptional, Matches } from 'class-validator';
import { IsPosition } from '#read-models';
import { IsText } from '#unions';

/** What any query takes. */
export class ReadQuery {
  /** Wait until the read models have seen this position, as a write's answer gave it. */
  @IsOptional()
  @IsPosition()
  minPosition?: string;
}

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 1000;

export function IsCursor(): PropertyDecorator {
  return IsText(1000);
}

export function IsLimit(): PropertyDecorator {
  return Matches(/^([1-9]\d{0,2}|1000)$/, { message: `$property must be a whole number from 1 to ${MAX_LIMIT}` });
}

/** What any list takes. */
export class PageQuery extends ReadQuery {
  /** `nextCursor` of the page before. */
  @IsOptional()
  @IsCursor()
  cursor?: string;

  @IsOptional()
  @IsLimit()
  limit?: string;
}

export function limitOf({ limit }: { readonly limit?: string }): number {
  return limit === undefined ? DEFAULT_LIMIT : Number(limit);
}
