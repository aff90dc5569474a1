import type { CaseState, Correction, Retraction, TimelineEntry } from '#cases';
import { engagementsOf, historyOf, type ViewedHistory } from '#measures';
import type { Instant } from '#time';
import { levelAt, type UnionState } from '#unions';
import { caseView } from './case-view.js';
import { engagementViewOf, intervalView, type EngagementView, type IntervalView } from './engagement-view.js';

/** A step as it stands, and how it came to say what it says. */
export interface TimelineStep {
  /** Of the event that recorded it first. */
  readonly stepId: string;
  readonly type: string;
  /** When it happened, as narrowly as its date and its relations to other steps allow. */
  readonly interval: IntervalView;
  readonly content: object;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly revision: number;
  /** Oldest first, each with what the step said before. */
  readonly corrections: readonly Correction[];
  /** Set on a step that was taken back: it counts for nothing. */
  readonly retracted: Retraction | null;
}

export interface TimelineView {
  readonly caseId: string;
  readonly revision: number;
  readonly timeZone: string;
  /** Running clocks stand as at this instant. */
  readonly asOf: string;
  /** In order of occurrence. */
  readonly steps: TimelineStep[];
  /** Each union's clocks, in the order in which the unions appeared. */
  readonly engagements: EngagementView[];
}

type Unions = ReadonlyMap<string, UnionState>;

/** The steps of a case and what they did to each union's clocks, as at an instant. */
export function timelineView(
  state: CaseState,
  unions: Unions,
  asOf: Instant,
  history = historyOf(state),
): TimelineView {
  return {
    caseId: state.caseId,
    revision: state.revision,
    timeZone: state.timeZone,
    asOf: new Date(asOf).toISOString(),
    steps: history.entries.map(timelineStep),
    engagements: engagementViews(state, history, unions, asOf),
  };
}

function timelineStep({ step, interval }: TimelineEntry): TimelineStep {
  const { stepId, type, content, recordedAt, recordedBy, revision, corrections, retracted } = step;
  return {
    stepId,
    type,
    interval: intervalView(interval),
    content,
    recordedAt,
    recordedBy,
    revision,
    corrections,
    retracted: retracted ?? null,
  };
}

function engagementViews(state: CaseState, history: ViewedHistory, unions: Unions, asOf: Instant): EngagementView[] {
  const { caseId, timeZone } = state;
  const { sector } = caseView(state, history);
  const level = (unionId: string, at: Instant) => {
    const union = unions.get(unionId);
    return union ? levelAt(union, at) : null;
  };
  return engagementsOf(history, level).map((engagement) => {
    const region = unions.get(engagement.unionId)?.region ?? null;
    return engagementViewOf(engagement, { caseId, sector, region, timeZone }, asOf);
  });
}
