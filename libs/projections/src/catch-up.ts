import type { Position } from '#event-store';
import type { ControlOptions, ProjectionControl } from './control.js';
import { ProjectionEngine } from './engine.js';
import { distance } from './lag.js';
import { doneOf } from './pace.js';
import type { Logger } from './logger.js';

export interface CatchUpProgress {
  /**
   * How far the projections have come together since the start, in a log whose positions count events; completing a build
   * at the end of the log counts as a part of the way.
   */
  readonly events?: number;
  /** The same in bytes of the log, where its positions count those. */
  readonly bytes?: number;
  /** Where the projection that is furthest behind is; '' is the start of the log. */
  readonly position: Position;
  /** Where the log ended at the start. */
  readonly head: Position;
  /** Part of the way that is done, 0 to 1, where positions are numbers. */
  readonly fraction?: number;
}

export interface CatchUpOptions extends ControlOptions {
  readonly onProgress?: (progress: CatchUpProgress) => void;
  /** Stops after the batches in hand, with its reason. */
  readonly signal?: AbortSignal;
  readonly logger?: Logger;
}

const REPORT_MS = 200;

/** The longest that a timer can run. */
const FOREVER_MS = 2 ** 31 - 1;

/**
 * Brings projections to where the log ends now, and new builds of them to serve: with an engine of its own, which stands by while another does the work.
 * @throws OtherLog; ProjectionFailed when one stands still, after the others have arrived
 */
export async function catchUp(options: CatchUpOptions): Promise<void> {
  const { store, projections, onProgress, signal } = options;
  const head = await store.head();
  const engine = new ProjectionEngine(options);
  let reporting: NodeJS.Timeout | undefined;
  try {
    await engine.control.refuseOtherLog();
    if (head === undefined) return;
    await engine.start();
    const report = onProgress && (await reporter(engine.control, options, head, onProgress));
    // The next report makes up for one that could not be had.
    reporting = report && setInterval(() => void report().catch(() => undefined), REPORT_MS);
    const patience = { timeoutMs: FOREVER_MS, signal, of: 'newest' as const };
    const arrivals = projections.map(({ name }) => engine.control.waitFor(name, head, patience));
    const stopped = (await Promise.allSettled(arrivals)).find(({ status }) => status === 'rejected');
    if (stopped) throw (stopped as PromiseRejectedResult).reason;
    await report?.();
  } finally {
    clearInterval(reporting);
    await engine.stop();
  }
}

async function reporter(
  control: ProjectionControl,
  { store, projections }: CatchUpOptions,
  head: Position,
  onProgress: (progress: CatchUpProgress) => void,
): Promise<() => Promise<void>> {
  const builds = async () => {
    const newest = await control.newest();
    return projections.map(({ name }) => newest.get(name)).filter((build) => build !== undefined);
  };
  const doneUntilNow = async () => sum((await builds()).map((build) => doneOf(build, head)));
  const before = await doneUntilNow();
  const whole = sum(projections.map(() => distance('', head))) - before;
  return async () => {
    const now = await builds();
    const done = sum(now.map((build) => doneOf(build, head))) - before;
    const fraction = whole > 0 ? done / whole : undefined;
    const position = now.map((build) => earlier(build.position, head)).reduce(earlier, head);
    onProgress({ [store.unit]: Math.round(done), position, head, fraction });
  };
}

function earlier(a: Position, b: Position): Position {
  return a < b ? a : b;
}

function sum(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
}
