import type { Assigned, CaseState, LinkedAsDuplicate, Opening, Resolved } from '#cases';
import { historyOf, isUndone, type CaseHistory } from '#measures';
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
  /** Of the last resolution, be it one that a reopening undid if there is no other. */
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

/** How a case stands: an ending that a later reopening undid is none, and closings and reopenings take turns. */
export function standingOf(history: CaseHistory): Pick<CaseView, 'status' | 'outcome' | 'assignee' | 'duplicateOf'> {
  let withdrawn = false;
  let resolved: Resolved | undefined;
  let undone: Resolved | undefined;
  let assigned: Assigned | undefined;
  let linked: LinkedAsDuplicate | undefined;
  for (const step of history.steps) {
    const { type, content } = step;
    if (type === 'Withdrawn') withdrawn ||= !isUndone(history, step);
    else if (type === 'Assigned') assigned = content as Assigned;
    else if (type === 'LinkedAsDuplicate') linked = content as LinkedAsDuplicate;
    else if (type !== 'Resolved') continue;
    else if (isUndone(history, step)) undone = content as Resolved;
    else resolved = content as Resolved;
  }
  const closed = history.lifecycle.at(-1)?.type === 'Closed';
  return {
    status: closed ? 'closed' : withdrawn ? 'withdrawn' : resolved ? 'resolved' : 'open',
    outcome: (resolved ?? undone)?.outcome ?? null,
    assignee: assigned?.assignee ?? null,
    duplicateOf: linked?.duplicateOf ?? null,
  };
}
