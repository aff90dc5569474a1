import { UNION_EVENTS, type UnionContent, type UnionEventType } from './events/index.js';
import type { UnionEvent } from './union-event.js';
import { UpcasterChain } from './upcasting.js';
import { validateContent } from './validation.js';

const chain = new UpcasterChain<UnionEventType>({
  UnionRegistered: [],
  UnionRenamed: [],
  UnionMoved: [],
  DepartmentAdded: [],
  UnionClosed: [],
});

export function isUnionEventType(type: string): type is UnionEventType {
  return Object.hasOwn(UNION_EVENTS, type);
}

/** The schema version that events of a type are written in. */
export function unionSchemaVersion(type: UnionEventType): number {
  return chain.currentVersion(type);
}

/**
 * A stored event in its current schema.
 * @throws UnknownSchema
 */
export function upcastUnionEvent(event: {
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: object;
}): UnionEvent {
  const { id, type, schemaVersion, data } = event;
  return { id, type, data: chain.upcast(type, schemaVersion, data) } as UnionEvent;
}

/**
 * The content of a command from untrusted JSON.
 * @throws InvalidContent
 */
export function validateUnionContent<Type extends UnionEventType>(type: Type, plain: unknown): UnionContent<Type> {
  return validateContent(UNION_EVENTS[type] as new () => UnionContent<Type>, plain);
}
