import type { Position } from '#event-store';
import type { ControlOptions, ProjectionControl } from './control.js';
import { ProjectionEngine } from './engine.js';
import { distance } from './lag.js';
import type { Logger } from './logger.js';

export interface CatchUpProgress {
  /** How far the projections have come together since the start, in a log whose positions count events. */
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
  const versions = new Map(projections.map(({ name, version }) => [name, version]));
  const positions = async () => {
    const ours = (await control.list()).filter(({ name, version }) => versions.get(name) === version);
    // The newest build is the last one listed.
    const newest = new Map(ours.map(({ name, position }) => [name, earlier(position ?? '', head)]));
    return projections.map(({ name }) => newest.get(name) ?? '');
  };
  const first = await positions();
  const whole = sum(first.map((position) => distance(position, head)));
  return async () => {
    const now = await positions();
    const done = sum(now.map((position, index) => distance(first[index]!, position)));
    const fraction = whole > 0 ? done / whole : undefined;
    onProgress({ [store.unit]: done, position: now.reduce(earlier), head, fraction });
  };
}

function earlier(a: Position, b: Position): Position {
  return a < b ? a : b;
}

function sum(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
}
