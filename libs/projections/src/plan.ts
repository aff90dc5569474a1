import type { Position } from '#event-store';
import { lagBehind, type Lag } from './lag.js';
import type { Projection } from './projection.js';
import type { ProjectionStatus } from './status.js';

/** What starting an engine with some version of a projection would do. */
export interface Plan {
  readonly name: string;
  readonly version: number;
  /** The version that queries read until then; null when there is none. */
  readonly serving: number | null;
  /**
   * `build`: begin it, and let it take over at the end of the log; `go_on`: with a build that was begun; `follow`: it
   * serves already; `stand_back`: a later version serves.
   */
  readonly action: 'build' | 'go_on' | 'follow' | 'stand_back';
  /** What there is to be read before it serves. */
  readonly ahead: Lag;
  /** About how long that takes, as fast as the last build of the projection went; null when none was measured. */
  readonly seconds: number | null;
}

export function planOf(
  projections: readonly Projection[],
  statuses: readonly ProjectionStatus[],
  head: Position | undefined,
): Plan[] {
  return projections.map(({ name, version }) => {
    const own = statuses.filter((status) => status.name === name);
    const serving = own.find(({ active }) => active);
    const newest = own.findLast((status) => status.version === version && status.state !== 'retired');
    const action = actionOf(version, newest, serving);
    const ahead = lagBehind(action === 'build' ? '' : (newest?.position ?? ''), head);
    const idle = action === 'stand_back' || action === 'follow';
    const pace = newest?.pace ?? own.findLast((status) => status.pace !== null)?.pace;
    const way = pace?.unit === 'bytes' ? ahead.behindBytes : ahead.behind;
    const seconds = pace && way !== undefined ? Math.ceil(way / pace.perSecond) : null;
    return { name, version, serving: serving?.version ?? null, action, ahead, seconds: idle ? 0 : seconds };
  });
}

function actionOf(version: number, newest?: ProjectionStatus, serving?: ProjectionStatus): Plan['action'] {
  if (serving && serving.version > version) return 'stand_back';
  if (!newest) return 'build';
  return newest.active ? 'follow' : 'go_on';
}
