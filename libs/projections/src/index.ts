export { catchUp, type CatchUpOptions, type CatchUpProgress } from './catch-up.js';
export type { WaitOptions } from './checkpoints.js';
export { ProjectionControl, type ControlOptions } from './control.js';
export type { DiffQuestion, RowDifference, TableCounts, VersionsCompared } from './diff/diff.js';
export { ProjectionEngine, type EngineOptions } from './engine.js';
export {
  NoPrimaryKey,
  NotBuilt,
  NotFailed,
  NothingToSkip,
  NotLive,
  NotPaused,
  NotServed,
  OtherLog,
  OtherVersion,
  ProjectionFailed,
  ProjectionTimeout,
  Retired,
  SchemaTaken,
  StillActive,
  UnknownProjection,
  UnknownVersion,
  WrongProjectionState,
} from './errors.js';
export type { BatchReport, EngineHooks, StateReport } from './hooks.js';
export type { Lag } from './lag.js';
export type { Logger } from './logger.js';
export { PoisonEvent } from './poison-event.js';
export type { Bookkeeping, Boot, Projection, ProjectionRun, Window } from './projection.js';
export type { Pace } from './pace.js';
export type { Plan } from './plan.js';
export { readServing, type Served } from './serving.js';
export { isLive, type Failure, type ProjectionState } from './state.js';
export type { ProjectionStatus } from './status.js';
