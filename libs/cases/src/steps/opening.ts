import { ArrayUnique, IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { DEFAULT_TIME_ZONE } from '#time';
import {
  IsCode,
  IsCodes,
  IsRegion,
  IsText,
  IsTimeZone,
  MAX_NAME,
  MAX_NOTE,
  Nested,
  NestedList,
  SECTORS,
  type Sector,
} from '#unions';
import { DISPUTES, type Dispute } from '../codes.js';
import { Dated } from '../content/dated.js';
import { Employer } from '../content/employer.js';
import { Money } from '../content/money.js';
import { Personal } from '../content/personal.js';

/** What is known of a case as it opens. */
export abstract class Opening extends Dated {
  /** The organisation's own name for the case, shown and searched everywhere: it must name no worker (see `pseudonym`). */
  @IsText(MAX_NAME)
  title!: string;

  /** GB/T 2260 code of where the dispute is. */
  @IsOptional()
  @IsRegion()
  region?: string;

  @IsOptional()
  @IsCode(SECTORS, 'sector')
  sector?: Sector;

  @IsOptional()
  @IsCodes(DISPUTES, 'dispute')
  @ArrayUnique()
  disputes: Dispute[] = [];

  @IsOptional()
  @NestedList(() => Employer, 100)
  employers: Employer[] = [];

  /** How many workers the case is about. */
  @IsOptional()
  @IsInt({ message: '$property must be a whole number' })
  @Min(1)
  @Max(10_000_000)
  workers?: number;

  /** Whether the workers acted together. */
  @IsOptional()
  @IsBoolean()
  collective?: boolean;

  @IsOptional()
  @Nested(() => Money)
  owed?: Money;

  /** The time zone that dates without an offset are read in. */
  @IsOptional()
  @IsTimeZone()
  timeZone: string = DEFAULT_TIME_ZONE;

  @Personal()
  @IsOptional()
  @IsText(MAX_NAME)
  pseudonym?: string;

  /** Where the source contradicts itself, both readings. */
  @Personal()
  @IsOptional()
  @IsText(MAX_NOTE)
  reportSays?: string;

  @Personal()
  @IsOptional()
  @IsText(MAX_NOTE)
  note?: string;
}
