import type { ServiceProblem } from '../problems/problem-kinds.js';
import type { REFUSALS } from '../problems/refusals.js';
import type { ContentClass } from './content-schemas.js';
import type { Examples } from './examples.js';

export type ProblemName = ServiceProblem | keyof typeof REFUSALS;

/** One method of one address, as it is documented. */
export interface Operation {
  readonly method: 'get' | 'post' | 'delete';
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly query?: ContentClass;
  readonly headers?: readonly object[];
  /** What an address needs to be tried out. */
  readonly example?: string;
  readonly body?: { readonly schema: string; readonly examples: Examples; readonly optional?: boolean };
  /** Whether a POST records something in the log, so that it takes the headers of a write; it does unless said otherwise. */
  readonly records?: boolean;
  /** The answer when all is well: its status, and its schema by media type. */
  readonly status: number;
  readonly answers: Readonly<Record<string, { readonly schema?: string; readonly example?: unknown }>>;
  readonly problems: readonly ProblemName[];
}
