import { Equals, IsInt, IsObject, IsOptional, Matches, Min, ValidateBy } from 'class-validator';
import { canonicalJson, InvalidEvent, POSITION, type JsonObject, type RecordedEvent } from '#event-store';
import { InvalidContent, IsId, IsText, MAX_NAME, validateContent } from '#unions';
import { InvalidItem } from '../mapped.js';

const STREAM = /^(case|union|report)-[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** A moment as recording writes it: anything else would not come out the same. */
function IsMoment(): PropertyDecorator {
  const validate = (text: unknown) =>
    typeof text === 'string' && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text;
  const defaultMessage = () => '$property must be a moment in UTC such as 2021-06-15T06:00:00.000Z';
  return ValidateBy({ name: 'isMoment', validator: { validate, defaultMessage } });
}

/** A CloudEvent as exports have it. */
class CloudEventLine {
  @Equals('1.0', { message: '$property must be 1.0' })
  specversion!: string;

  @IsId()
  id!: string;

  @IsText(MAX_NAME)
  source!: string;

  @IsText(MAX_NAME)
  type!: string;

  @IsMoment()
  time!: string;

  @Equals('application/json', { message: '$property must be application/json' })
  datacontenttype!: string;

  @IsOptional()
  @Matches(POSITION, { message: '$property must be a position of a log' })
  position?: string;

  @Matches(STREAM, { message: '$property must be case-, union- or report- and a UUID' })
  stream!: string;

  @IsInt({ message: '$property must be a whole number' })
  @Min(0)
  revision!: number;

  @IsText(MAX_NAME)
  recordedby!: string;

  @IsOptional()
  @IsText(MAX_NAME)
  correlationid?: string;

  @IsOptional()
  @IsText(MAX_NAME)
  causationid?: string;

  @IsInt({ message: '$property must be a whole number' })
  @Min(1)
  schemaversion!: number;

  @IsObject({ message: '$property must be an object' })
  data!: object;
}

/** Whether an object of a file is, or means to be, an event and not a case or a union. */
export function isCloudEvent(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'specversion' in value;
}

/**
 * The event of a line as it was stored; its position is that of the log it came from.
 * @throws InvalidItem with everything that is wrong with the envelope
 */
export function eventOfLine(value: unknown): RecordedEvent {
  const line = lineOf(value);
  const { id, type, stream, revision, position = '', data } = line;
  const metadata = metadataOf(line);
  try {
    const json = { data: canonicalJson(data as JsonObject, 'data'), metadata: canonicalJson(metadata, 'metadata') };
    return { id, type, stream, revision, position, data: data as JsonObject, metadata, json };
  } catch (error) {
    if (!(error instanceof InvalidEvent)) throw error;
    throw new InvalidItem([{ reason: error.message }], id);
  }
}

function lineOf(value: unknown): CloudEventLine {
  try {
    return validateContent(CloudEventLine, value);
  } catch (error) {
    if (!(error instanceof InvalidContent)) throw error;
    throw new InvalidItem(error.errors.map(({ field, message }) => ({ field, reason: message })));
  }
}

function metadataOf({ schemaversion, time, recordedby, correlationid, causationid }: CloudEventLine): JsonObject {
  return {
    schemaVersion: schemaversion,
    recordedAt: time,
    recordedBy: recordedby,
    ...(correlationid !== undefined && { correlationId: correlationid }),
    ...(causationid !== undefined && { causationId: causationid }),
  };
}
