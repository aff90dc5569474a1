import type { ReplayContext, ReplayedEvent, StateBounds } from '#folds';

/** What the thread of a fold is started with. */
export interface FoldToRun {
  readonly path: string;
  readonly context: ReplayContext;
  /** Event types that a fold may count. */
  readonly types: readonly string[];
  /** Of the state that is told when the fold fails. */
  readonly bounds: StateBounds;
}

export const FORMATS = ['json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

/** What the thread is asked for; it answers each once, in turn. */
export type Request =
  | { readonly kind: 'apply'; readonly events: readonly ReplayedEvent[]; readonly show?: StateBounds }
  | { readonly kind: 'finish'; readonly format: Format }
  /** The next piece of the result. */
  | { readonly kind: 'more' };

/** What it answers; before it is asked, whether there is a fold. */
export type Answer =
  | { readonly kind: 'ready'; readonly types: readonly string[] }
  | { readonly kind: 'refused'; readonly problems: readonly string[] }
  | { readonly kind: 'applied'; readonly state?: string }
  | { readonly kind: 'piece'; readonly text: string }
  | { readonly kind: 'end' }
  | { readonly kind: 'unwritable'; readonly reason: string }
  | FoldFailure;

export interface FoldFailure {
  readonly kind: 'failed';
  readonly message: string;
  /** Where in the fold; undefined where nothing tells. */
  readonly where?: string;
  readonly folded: number;
  readonly state: string;
}
