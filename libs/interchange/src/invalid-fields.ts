import type { FieldError } from '#unions';
import type { Problem } from './mapped.js';
import type { Locate } from './places.js';

/** How the end of a path in an event's content reads in a file. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/\boccurredAt$/, 'at'],
  [/\breportSays$/, 'report_says'],
  [/\bparentId$/, 'parent'],
  [/\bstepId$/, 'step'],
  [/\bcreditedTo(\[\d+\])\.unionId$/, 'credited$1'],
  [/\bcreditedTo\b/, 'credited'],
  [/\bdeflectedTo\.unionId$/, 'to'],
  [/\bdeflectedTo\b/, 'to'],
  [/\bunionId$/, 'union'],
  [/\bnames\.(zh|en)$/, '$1'],
];

/** What a reference must be, where an event says what an id must be. */
const REFERENCES: readonly (readonly [RegExp, string])[] = [
  [/\b(unionId|parentId)$/, "must be a union's key or id"],
  [/\bstepId$/, "must be a step's key or id"],
  [/\bduplicateOf$/, "must be a case's key or id"],
];

const ABOUT_ANY_FIELD: ReadonlySet<string> = new Set(['is missing', 'is not a known field']);

/** What is wrong with a field of an event's content, in the words of the file. */
export function toProblem({ field, message }: FieldError, locate: Locate = (path) => path): Problem {
  const reason = withoutSubject(message, field);
  const reference = ABOUT_ANY_FIELD.has(reason) ? undefined : REFERENCES.find(([path]) => path.test(field));
  return { field: locate(fileSpelling(field)), reason: reference?.[1] ?? reason };
}

function fileSpelling(field: string): string {
  return SPELLINGS.reduce((path, [event, file]) => path.replace(event, file), field);
}

/** The field is named beside the reason, as the file spells it. */
function withoutSubject(message: string, field: string): string {
  const name = /(\w+)(?:\[\d+\])?$/.exec(field)?.[1];
  return name && message.startsWith(`${name} `) ? message.slice(name.length + 1) : message;
}
