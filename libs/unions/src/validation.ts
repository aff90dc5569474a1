import { validateSync, type ValidationError } from 'class-validator';
import { planOf, surelyFits, type ContentClass, type FieldPlan } from './content-plan.js';
import { InvalidContent, type FieldError } from './invalid-content.js';
import { IS_GIVEN } from './rules.js';

/** Enough to mend a content by; a hostile one could hold a hundred thousand. */
const MAX_ERRORS = 100;

const OPTIONS = { validationError: { target: false } } as const;

/**
 * An instance of a content class from untrusted JSON. Unknown fields are refused at any depth; optional fields that are
 * null are left out. Nested classes are those named with class-transformer's `@Type`.
 * @throws InvalidContent with every field that is wrong, up to a hundred
 */
export function validateContent<Content extends object>(type: ContentClass<Content>, plain: unknown): Content {
  if (!isPlainObject(plain)) throw new InvalidContent([{ field: '', message: 'must be an object' }]);
  const errors: FieldError[] = [];
  const content = instantiate(type, plain, '', errors);
  if (errors.length === 0 && surelyFits(planOf(type), content)) return content;
  for (const error of validateSync(content, OPTIONS)) flatten(error, '', errors);
  if (errors.length > 0) throw new InvalidContent(withoutRepeats(errors).slice(0, MAX_ERRORS));
  return content;
}

/** class-transformer's own conversion costs more than the validation itself, and follows `__proto__`. */
function instantiate<Content extends object>(
  type: ContentClass<Content>,
  plain: Readonly<Record<string, unknown>>,
  path: string,
  errors: FieldError[],
): Content {
  const plan = planOf(type);
  const content = new type() as Record<string, unknown>;
  for (const key of Object.keys(plain)) {
    const field = plan.get(key);
    if (!field) {
      errors.push({ field: joined(path, key.slice(0, 100)), message: 'is not a known field' });
      continue;
    }
    const value = plain[key];
    if (value === undefined || (value === null && field.dropsNull)) continue;
    if (field.type) content[key] = instantiateNested(field, value, joined(path, key), errors);
    else content[key] = field.upperCase && typeof value === 'string' ? value.toUpperCase() : value;
  }
  return content as Content;
}

/** What has the wrong shape is left out, so that nothing more is said of what is in it. */
function instantiateNested({ type, list }: FieldPlan, value: unknown, path: string, errors: FieldError[]): unknown {
  if (!list) return instantiateItem(type!, value, path, errors);
  if (Array.isArray(value))
    return value.map((item, index) => instantiateItem(type!, item, `${path}[${index}]`, errors));
  errors.push({ field: path, message: 'must be an array' });
  return undefined;
}

function instantiateItem(type: ContentClass, value: unknown, path: string, errors: FieldError[]): unknown {
  if (isPlainObject(value)) return instantiate(type, value, path, errors);
  errors.push({ field: path, message: 'must be an object' });
  return undefined;
}

function flatten(error: ValidationError, path: string, errors: FieldError[]): void {
  const { property, value, constraints = {}, contexts, children = [] } = error;
  const field = joined(path, property);
  if (value === undefined) {
    errors.push({ field, message: constraints[IS_GIVEN] ?? `${property} is missing` });
    return;
  }
  // Decorators are applied from the last to the first, and the first says the most basic thing, such as the type.
  for (const [constraint, message] of Object.entries(constraints).reverse()) {
    const known = (contexts?.[constraint] as { known?: readonly string[] } | undefined)?.known;
    errors.push({ field, message, ...(known && { known }) });
  }
  for (const child of children) flatten(child, field, errors);
}

/** Items of a list are children named by their index. */
function joined(path: string, property: string): string {
  if (/^\d+$/.test(property)) return `${path}[${property}]`;
  return path ? `${path}.${property}` : property;
}

/** The first word on a field is the most exact: the conversion's, then that of the rule declared first. */
function withoutRepeats(errors: readonly FieldError[]): FieldError[] {
  const seen = new Set<string>();
  return errors.filter(({ field }) => !seen.has(field) && seen.add(field));
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
