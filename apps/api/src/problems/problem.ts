import { SERVICE_PROBLEMS, type ProblemKind, type ServiceProblem } from './problem-kinds.js';

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** What else a problem says, by member name; RFC 9457 calls these extensions. */
export type Extensions = Readonly<Record<string, unknown>>;
export type Headers = Readonly<Record<string, string>>;

/** An error that has its answer: what the caller is told, and nothing else. */
export class Problem extends Error {
  constructor(
    override readonly name: string,
    readonly kind: ProblemKind,
    readonly detail?: string,
    readonly extensions: Extensions = {},
    readonly headers: Headers = {},
  ) {
    super(detail ?? kind.title);
  }

  static of(name: ServiceProblem, detail?: string, extensions?: Extensions, headers?: Headers): Problem {
    return new Problem(name, SERVICE_PROBLEMS[name], detail, extensions, headers);
  }

  /** The body, as RFC 9457 has it. */
  details(requestId: string): Readonly<Record<string, unknown>> {
    const { title, status } = this.kind;
    return {
      type: problemType(this.name),
      title,
      status,
      ...(this.detail !== undefined && { detail: this.detail }),
      ...this.extensions,
      requestId,
    };
  }
}

export function problemType(name: string): string {
  return `/problems/${name}`;
}
