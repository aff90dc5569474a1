export type { Command, FoldedEvent } from './aggregate.js';
export * from './errors.js';
export { Ledger, type BatchOutcome, type CaseBatch, type LedgerOptions } from './ledger.js';
export { upcastCase, upcastUnion } from './recorded.js';
export { refusedStep } from './refused-step.js';
export { unionsNamedIn } from './unions-named-in.js';
export type { Recorded, WriteContext } from './write-context.js';
