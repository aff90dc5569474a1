import type { Assigned, CaseState, LinkedAsDuplicate, Opening, Resolved } from '#cases';
import { historyOf, type CaseHistory } from '#measures';
import { intervalView, type IntervalView } from './engagement-view.js';

export const STATUSES = ['open', 'resolved', 'withdrawn', 'closed'] as const;
export type Status = (typeof STATUSES)[number];

/** A case in brief: what it is about and how it stands. */
export interface CaseView {
  readonly caseId: string;
  readonly openedBy: 'posted_online' | 'received';
  readonly opened: IntervalView & { readonly occurredAt: string };
  readonly title: string;
  readonly region: string | null;
  readonly sector: string | null;
  readonly disputes: readonly string[];
  readonly employers: readonly { readonly name: string; readonly role: string }[];
  readonly workers: number | null;
  readonly collective: boolean | null;
  readonly owed: { readonly amount: string; readonly currency: string; readonly parts?: readonly string[] } | null;
  readonly timeZone: string;
  /** `closed` says that nobody works on it any more, whatever its outcome. */
  readonly status: Status;
  /** Of the last resolution. */
  readonly outcome: string | null;
  readonly assignee: string | null;
  readonly duplicateOf: string | null;
  /** Steps that stand, the opening included. */
  readonly steps: number;
  readonly revision: number;
}

/** @throws when the history does not reach back to the opening */
export function caseView(state: CaseState, history: CaseHistory = historyOf(state)): CaseView {
  const opening = history.opening!;
  const content = opening.content as Opening;
  return {
    caseId: state.caseId,
    openedBy: opening.type === 'PostedOnline' ? 'posted_online' : 'received',
    opened: { occurredAt: content.occurredAt!, ...intervalView(opening.interval) },
    title: content.title,
    region: content.region ?? null,
    sector: content.sector ?? null,
    disputes: content.disputes,
    employers: content.employers,
    workers: content.workers ?? null,
    collective: content.collective ?? null,
    owed: content.owed ?? null,
    timeZone: state.timeZone,
    ...standingOf(history),
    steps: history.steps.length,
    revision: state.revision,
  };
}

/** How a case stands, by what happened last. */
export function standingOf({ steps }: CaseHistory): Pick<CaseView, 'status' | 'outcome' | 'assignee' | 'duplicateOf'> {
  let closed = false;
  let withdrawn = false;
  let ended = false;
  let resolved: Resolved | undefined;
  let assigned: Assigned | undefined;
  let linked: LinkedAsDuplicate | undefined;
  for (const { type, content } of steps) {
    if (type === 'Reopened') closed = withdrawn = ended = false;
    else if (type === 'Closed') closed = true;
    else if (type === 'Withdrawn') withdrawn = true;
    else if (type === 'Resolved') [resolved, ended] = [content as Resolved, true];
    else if (type === 'Assigned') assigned = content as Assigned;
    else if (type === 'LinkedAsDuplicate') linked = content as LinkedAsDuplicate;
  }
  return {
    status: closed ? 'closed' : withdrawn ? 'withdrawn' : ended ? 'resolved' : 'open',
    outcome: resolved?.outcome ?? null,
    assignee: assigned?.assignee ?? null,
    duplicateOf: linked?.duplicateOf ?? null,
  };
}
