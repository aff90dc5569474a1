import 'reflect-metadata';
import {
  ArrayMaxSize,
  IsArray,
  IsObject,
  IsOptional,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  type ValidationArguments,
  type ValidationOptions,
} from 'class-validator';
import { Type } from 'class-transformer';
import { durationProblem, edtfProblem, isTimeZone } from '#time';
import { isRegionCode } from './codes.js';

export const MAX_NAME = 200;
export const MAX_NOTE = 10_000;
export const MAX_ITEMS = 1000;

/** What a rule says of a value it refuses: the end of a sentence that begins with the field's name. */
type Complaint = (value: unknown) => string;

function rule(
  name: string,
  accepts: (value: unknown) => boolean,
  complaint: Complaint,
  options: ValidationOptions = {},
  constraints: unknown[] = [],
): PropertyDecorator {
  const defaultMessage = (args?: ValidationArguments) => {
    const { property, value } = args!;
    const wrongItem = options.each && Array.isArray(value) ? value.findIndex((item) => !accepts(item)) : -1;
    if (wrongItem < 0) return `${property} ${complaint(value)}`;
    return `${property}[${wrongItem}] ${complaint((value as unknown[])[wrongItem])}`;
  };
  return ValidateBy({ name, constraints, validator: { validate: accepts, defaultMessage } }, options);
}

/** In the order in which TypeScript applies decorators, the last first: a refusal goes by it. */
function all(...decorators: PropertyDecorator[]): PropertyDecorator {
  return (target, property) => decorators.reverse().forEach((decorate) => decorate(target, property));
}

/** One of a list of codes; a refusal carries the list as `known`. Constraint `isCode`, constraints `[codes]`. */
export function IsCode(codes: readonly string[], what: string, options: ValidationOptions = {}): PropertyDecorator {
  const known = new Set(codes);
  return rule(
    'isCode',
    (value) => known.has(value as string),
    () => `must be a known ${what}: ${codes.join(', ')}`,
    { ...options, context: { known: codes } },
    [codes],
  );
}

/** Text that says something, in well-formed Unicode without NUL. Constraint `isText`, constraints `[maximum length]`. */
export function IsText(maxLength: number, options?: ValidationOptions): PropertyDecorator {
  return rule(
    'isText',
    (value) => textProblem(value, maxLength) === undefined,
    (value) => textProblem(value, maxLength)!,
    options,
    [maxLength],
  );
}

function textProblem(value: unknown, maxLength: number): string | undefined {
  if (typeof value !== 'string') return 'must be text';
  if (value.length > maxLength) return `must be no longer than ${maxLength} characters`;
  if (value.includes('\0')) return 'must not contain a NUL character';
  // PostgreSQL and UTF-8 cannot hold half a surrogate pair.
  if (!WELL_FORMED.test(value)) return 'must be well-formed Unicode';
  return /\S/.test(value) ? undefined : 'must not be blank';
}

const WELL_FORMED = /^\P{Surrogate}*$/u;

/** A UUID as ids are written here: lower case, with dashes. Constraint `isId`. */
export function IsId(options?: ValidationOptions): PropertyDecorator {
  return rule('isId', isId, () => 'must be a UUID in lower case', options);
}

const ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

export function isId(text: unknown): text is string {
  return typeof text === 'string' && ID.test(text);
}

/** An imprecise date (see `parseEdtf`). Constraint `isEdtf`. */
export function IsEdtf(options?: ValidationOptions): PropertyDecorator {
  return rule(
    'isEdtf',
    (value) => edtfProblem(value) === undefined,
    (value) => `must be a date: ${edtfProblem(value)}`,
    options,
  );
}

/** A duration (see `parseIsoDuration`). Constraint `isIsoDuration`. */
export function IsIsoDuration(options?: ValidationOptions): PropertyDecorator {
  return rule(
    'isIsoDuration',
    (value) => durationProblem(value) === undefined,
    (value) => `must be a duration: ${durationProblem(value)}`,
    options,
  );
}

/** The name of a time zone. Constraint `isTimeZone`. */
export function IsTimeZone(options?: ValidationOptions): PropertyDecorator {
  return rule('isTimeZone', isTimeZone, () => 'must be a time zone such as Asia/Shanghai', options);
}

/** A GB/T 2260 region code. Constraint `isRegion`. */
export function IsRegion(options?: ValidationOptions): PropertyDecorator {
  return rule('isRegion', isRegionCode, () => 'must be a GB/T 2260 region code of six digits', options);
}

/** Texts, none of them blank. */
export function IsTexts(maxLength: number, maxItems = MAX_ITEMS): PropertyDecorator {
  return all(IsArray(), ArrayMaxSize(maxItems), IsText(maxLength, { each: true }));
}

/** Codes of one list. */
export function IsCodes(codes: readonly string[], what: string, maxItems = MAX_ITEMS): PropertyDecorator {
  return all(IsArray(), ArrayMaxSize(maxItems), IsCode(codes, what, { each: true }));
}

/** An object of a class of its own. */
export function Nested(type: () => new () => object): PropertyDecorator {
  return all(Type(type), IsObject(), ValidateNested());
}

/** Objects of one class. */
export function NestedList(type: () => new () => object, maxItems = MAX_ITEMS): PropertyDecorator {
  return all(Type(type), IsArray(), ArrayMaxSize(maxItems), ValidateNested({ each: true }));
}

/** Null says something here, other than leaving the field out does; elsewhere null is the same as absent. */
export function Nullable(): PropertyDecorator {
  const accepts = () => true;
  const complaint = () => '';
  return all(IsOptional(), rule(NULLABLE, accepts, complaint));
}

export const NULLABLE = 'nullable';

/** Text is taken in upper case, whatever case it comes in. Constraint `upperCase`. */
export function UpperCase(): PropertyDecorator {
  return rule(
    UPPER_CASE,
    () => true,
    () => '',
  );
}

export const UPPER_CASE = 'upperCase';

/** Optional as long as one of the other fields is given. Constraint `isGiven`, constraints `[fields]`. */
export function OptionalWith(...others: string[]): PropertyDecorator {
  return (target, property) => {
    const fields = [String(property), ...others];
    const left = (object: Record<string, unknown>) => fields.every((field) => object[field] === undefined);
    ValidateIf((object, value) => value !== undefined || left(object))(target, property);
    const complaint = () => `is missing: at least one of ${fields.join(', ')} must be given`;
    rule(IS_GIVEN, (value) => value !== undefined, complaint, {}, [fields])(target, property);
  };
}

export const IS_GIVEN = 'isGiven';
