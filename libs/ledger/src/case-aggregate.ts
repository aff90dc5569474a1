import {
  caseSchemaVersion,
  decideCase,
  emptyCase,
  evolveCase,
  foldCase,
  isRetry,
  type CaseCommand,
  type CaseEventType,
  type CaseState,
} from '#cases';
import type { Aggregate, KnownEvent } from './aggregate.js';
import { upcastCase } from './recorded.js';

export const caseAggregate: Aggregate<CaseState> = {
  category: 'case',
  empty: emptyCase,
  evolve: (state, event) => evolveCase(state, upcastCase(event)),
  fold: (id, events) => foldCase(id, events.map(upcastCase)),
  decide: (state, command, context) => decideCase(state, command as CaseCommand, context) as never,
  schemaVersion: (type) => caseSchemaVersion(type as CaseEventType),
  isRetry: (known, command) => isRetry(known as CaseCommand & KnownEvent, command as CaseCommand),
};
