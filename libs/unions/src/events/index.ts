import { DepartmentAdded } from './department-added.js';
import { UnionClosed } from './union-closed.js';
import { UnionMoved } from './union-moved.js';
import { UnionRegistered } from './union-registered.js';
import { UnionRenamed } from './union-renamed.js';

export { Names } from './names.js';
export { DepartmentAdded, UnionClosed, UnionMoved, UnionRegistered, UnionRenamed };

/** Every event of a union stream, by type. */
export const UNION_EVENTS = { UnionRegistered, UnionRenamed, UnionMoved, DepartmentAdded, UnionClosed } as const;

export type UnionEventType = keyof typeof UNION_EVENTS;
export type UnionContent<Type extends UnionEventType = UnionEventType> = InstanceType<(typeof UNION_EVENTS)[Type]>;
