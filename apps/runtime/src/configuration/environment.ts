import { Transform, type TransformFnParams } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { IsStoreUrl } from './is-store-url.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export const LOG_FORMATS = ['json', 'pretty'] as const;
export const PROJECTORS = ['embedded', 'off'] as const;

const oneOf = (known: readonly string[]) => `must be one of ${known.join(', ')}`;
const PORT_RANGE = { message: 'must be a whole number from 0 (any free port) to 65535' };
/** Node takes a longer timer for one of 1 ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const TIMER_RANGE = { message: `must be a whole number of milliseconds from 1 to ${LONGEST_TIMER_MS}` };
const asInteger = ({ value }: TransformFnParams): unknown => (/^\d+$/.test(String(value)) ? Number(value) : value);
const asBoolean = ({ value }: TransformFnParams): unknown => ({ true: true, false: false })[String(value)] ?? value;

/** The environment variables that Recourse reads, as they are spelt; all are optional. */
export class Environment {
  @IsOptional()
  @IsStoreUrl(['postgres', 'kurrentdb'])
  EVENT_STORE_URL?: string;

  @IsOptional()
  @IsStoreUrl(['postgres'])
  DATABASE_URL?: string;

  @IsOptional()
  @Matches(/^[\w.:-]+$/, { message: 'must be a host name or an IP address' })
  HOST?: string;

  @IsOptional()
  @Transform(asInteger)
  @IsInt(PORT_RANGE)
  @Min(0, PORT_RANGE)
  @Max(65_535, PORT_RANGE)
  PORT?: number;

  @IsOptional()
  DATA_DIR?: string;

  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean({ message: oneOf(['true', 'false']) })
  LOAD_REPORT_CASES?: boolean;

  @IsOptional()
  @IsIn(LOG_LEVELS, { message: oneOf(LOG_LEVELS) })
  LOG_LEVEL?: (typeof LOG_LEVELS)[number];

  @IsOptional()
  @IsIn(LOG_FORMATS, { message: oneOf(LOG_FORMATS) })
  LOG_FORMAT?: (typeof LOG_FORMATS)[number];

  @IsOptional()
  @IsIn(PROJECTORS, { message: oneOf(PROJECTORS) })
  PROJECTOR?: (typeof PROJECTORS)[number];

  @IsOptional()
  @Transform(asBoolean)
  @IsBoolean({ message: oneOf(['true', 'false']) })
  WEBHOOKS_ALLOW_PRIVATE?: boolean;

  @IsOptional()
  @Matches(/^[\dA-Za-z+/]{43}=$/, { message: 'must be 32 bytes in base64 (openssl rand -base64 32)' })
  WEBHOOKS_SECRET_KEY?: string;

  @IsOptional()
  @Transform(asInteger)
  @IsInt(TIMER_RANGE)
  @Min(1, TIMER_RANGE)
  @Max(LONGEST_TIMER_MS, TIMER_RANGE)
  SHUTDOWN_TIMEOUT_MS?: number;
}
