import type { Position } from '#event-store';
import type { ProjectionState } from './state.js';

export interface BatchReport {
  readonly projection: string;
  readonly version: number;
  readonly build: number;
  /** Events handled by the projection; 0 when it reads none of these types. */
  readonly events: number;
  /** Events read from the log, those of other types included. */
  readonly read: number;
  readonly position: Position;
  /** From the batch's being there to its commit. */
  readonly milliseconds: number;
}

export interface StateReport {
  readonly projection: string;
  readonly version: number;
  readonly build: number;
  readonly state: ProjectionState;
}

/** Told what happens, for metrics. They must not throw. */
export interface EngineHooks {
  readonly onBatch?: (report: BatchReport) => void;
  readonly onState?: (report: StateReport) => void;
}
