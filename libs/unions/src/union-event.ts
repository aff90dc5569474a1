import type { UnionContent, UnionEventType } from './events/index.js';

/** One command records one event of the same name, under the id the writer chose. */
export type UnionCommand = {
  [Type in UnionEventType]: { readonly type: Type; readonly stepId: string; readonly content: UnionContent<Type> };
}[UnionEventType];

/** An event in its current schema. */
export type UnionEvent = {
  [Type in UnionEventType]: { readonly id: string; readonly type: Type; readonly data: UnionContent<Type> };
}[UnionEventType];

export type RecordedUnionEvent = UnionEvent & {
  readonly revision: number;
  readonly position: string;
  /** ISO 8601, from the process that recorded it. */
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly correlationId?: string;
  readonly causationId?: string;
};
