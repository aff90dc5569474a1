import { inspect } from 'node:util';
import type { Fold, ReplayContext } from './fold.js';
import type { ReplayedEvent } from './replayed-event.js';

/** Where a fold was. */
export type FoldPlace = ReplayedEvent | 'initial' | 'finish';

/** A function of a fold threw, or did what it must not. */
export class FoldFailed extends Error {
  constructor(
    readonly at: FoldPlace,
    /** Before what failed, unless that changed it in place. */
    readonly state: unknown,
    /** Events that were folded before. */
    readonly folded: number,
    override readonly cause: unknown,
  ) {
    super(`the fold failed ${placeText(at)}: ${causeText(cause)}`);
    this.name = 'FoldFailed';
  }
}

/** A fold at work: one state, which each event changes. */
export class RunningFold {
  folded = 0;
  state: unknown;

  /** @throws FoldFailed */
  constructor(
    private readonly fold: Fold,
    private readonly context: ReplayContext,
  ) {
    this.state = this.run('initial', () => fold.initial(context));
  }

  /** @throws FoldFailed */
  apply(event: ReplayedEvent): void {
    const handler = this.fold.on.get(event.type);
    if (!handler) return;
    const next = this.run(event, () => handler(this.state, event, this.context));
    if (next !== undefined) this.state = next;
    this.folded++;
  }

  /** @throws FoldFailed */
  finish(): unknown {
    return this.run('finish', () => this.fold.finish(this.state, this.context));
  }

  private run(at: FoldPlace, work: () => unknown): unknown {
    try {
      return settled(work());
    } catch (cause) {
      throw new FoldFailed(at, this.state, this.folded, cause);
    }
  }
}

/** A state that is on its way is none: the next event would not wait for it. */
function settled(result: unknown): unknown {
  if (typeof (result as PromiseLike<unknown> | null | undefined)?.then !== 'function') return result;
  (result as Promise<unknown>).then(undefined, () => undefined);
  throw new TypeError('it returned a promise; a fold has nothing to wait for');
}

function placeText(at: FoldPlace): string {
  if (typeof at === 'string') return `in \`${at}\``;
  return `over ${at.type}, revision ${at.revision} of ${at.stream}, position ${at.position}`;
}

/** Of what was thrown and is no error: on one line, and not all of something large. */
const SHOWN = { depth: 1, breakLength: Infinity, maxArrayLength: 10, maxStringLength: 200 };

function causeText(cause: unknown): string {
  if (cause instanceof Error) return `${cause.name}: ${cause.message}`;
  const isShown = typeof cause === 'object' && cause !== null;
  return `it threw ${isShown ? inspect(cause, SHOWN) : String(cause)}`;
}
