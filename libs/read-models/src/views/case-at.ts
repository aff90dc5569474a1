import { foldCase } from '#cases';
import type { RecordedEvent } from '#event-store';
import { upcastCase } from '#ledger';
import { historyOf } from '#measures';
import type { Instant } from '#time';
import type { UnionState } from '#unions';
import { caseView, type CaseView } from './case-view.js';
import { timelineView, type TimelineView } from './timeline-view.js';

/** Two ways back: to what had happened by then, and to what had been recorded by then. */
export interface Moment {
  /** Steps that certainly happened later are left out; running clocks stand as at this instant. */
  readonly asOf: Instant;
  /** Events recorded later are left out. */
  readonly knownAt: Instant;
}

export interface CaseAt {
  readonly case: CaseView;
  readonly timeline: TimelineView;
}

/** A case as it was at a moment, from its events; undefined when there was no such case then. */
export function caseAt(
  caseId: string,
  events: readonly RecordedEvent[],
  unions: ReadonlyMap<string, UnionState>,
  { asOf, knownAt }: Moment,
): CaseAt | undefined {
  const known = events.map(upcastCase).filter((event) => Date.parse(event.recordedAt) <= knownAt);
  const state = foldCase(caseId, known);
  const history = historyOf(state, asOf);
  if (!history.opening) return undefined;
  return { case: caseView(state, history), timeline: timelineView(state, unions, asOf, history) };
}
