import {
  decideUnion,
  emptyUnion,
  evolveUnion,
  foldUnion,
  unionSchemaVersion,
  type UnionCommand,
  type UnionEventType,
  type UnionState,
} from '#unions';
import type { Aggregate } from './aggregate.js';
import { isRetry } from './is-union-retry.js';
import { upcastUnion } from './recorded.js';

export const unionAggregate: Aggregate<UnionState> = {
  category: 'union',
  empty: emptyUnion,
  evolve: (state, event) => evolveUnion(state, upcastUnion(event)),
  fold: (id, events) => foldUnion(id, events.map(upcastUnion)),
  decide: (state, command, context) => decideUnion(state, command as UnionCommand, context) as never,
  schemaVersion: (type) => unionSchemaVersion(type as UnionEventType),
  isRetry,
};
