import type { PublicationAsked } from './report-published.js';
import type { PublicationEvent } from './schemas.js';

/** A published report as it was recorded: the one event of its stream. */
export type Publication = PublicationEvent & {
  readonly reportId: string;
  readonly revision: number;
  readonly position: string;
  /** ISO 8601, from the process that recorded it. */
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly correlationId?: string;
  readonly causationId?: string;
};

/** Whether somebody asks again for what was published; what was computed then does not count. */
export function asksForTheSame(recorded: PublicationAsked, asked: PublicationAsked): boolean {
  const { report, title, note } = recorded;
  if (report !== asked.report || title !== asked.title || note !== asked.note) return false;
  return sameTexts(recorded.request, asked.request);
}

type Texts = Readonly<Record<string, string>>;

function sameTexts(a: Texts, b: Texts): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
