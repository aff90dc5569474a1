import type { UnionEventType } from '#unions';
import { Problem } from '../problems/problem.js';

/** What can happen to a registered union, by the name that addresses give it. */
export const CHANGES = {
  renamed: 'UnionRenamed',
  moved: 'UnionMoved',
  'department-added': 'DepartmentAdded',
  closed: 'UnionClosed',
} as const satisfies Record<string, UnionEventType>;

export type ChangeType = (typeof CHANGES)[keyof typeof CHANGES];

export function changeTypeOf(name: string): ChangeType {
  if (Object.hasOwn(CHANGES, name)) return CHANGES[name as keyof typeof CHANGES];
  throw Problem.of('not-found', 'There is no such change of a union.', { known: Object.keys(CHANGES) });
}
