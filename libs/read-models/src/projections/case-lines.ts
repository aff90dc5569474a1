import type { CaseState, Opening } from '#cases';
import {
  accountabilityOf,
  engagementsOf,
  historyOf,
  MEASURES,
  settledAt,
  type CaseHistory,
  type Engagement,
} from '#measures';
import type { Instant } from '#time';
import { levelAt, type UnionState } from '#unions';
import { yearOf } from '../counts/year-of.js';
import { standingOf } from '../views/case-view.js';
import { clockCells, clockColumns } from './clock-cells.js';
import { copyLine, copyText, NULL, type Cell } from './copy-lines.js';

export const CASE_COLUMNS = [
  'case_id',
  'opened_earliest',
  'opened_latest',
  'status',
  'outcome',
  'sector',
  'region',
  'disputes',
  'title',
  'duplicate_of',
  'aware',
  'involved',
  'involved_after_call',
  'unions_called',
  'first_position',
  'first_recorded',
  'last_position',
  'last_recorded',
  'settled_at',
] as const;

export const TIMELINE_COLUMNS = ['case_id', 'revision', 'event'] as const;

/** What clocks are counted by. */
export const COUNTED_COLUMNS = [
  'union_id',
  'level',
  'sector',
  'region',
  'time_zone',
  'last_year',
  ...MEASURES.flatMap(clockColumns),
];

export const ENGAGEMENT_COLUMNS = [...COUNTED_COLUMNS, 'case_id', 'departments', 'reasons'];

/** The rows that one case has in `cases` and `engagements`, as COPY takes them. */
export interface CaseLines {
  readonly case: string;
  readonly duplicateOf: string | null;
  /** By union. */
  readonly engagements: ReadonlyMap<string, string>;
}

type Unions = ReadonlyMap<string, UnionState>;

/** Turns a folded case into its rows: a pure function of the case and the directory. */
export function caseLines(state: CaseState, unions: Unions): CaseLines {
  const history = historyOf(state);
  const levels = (unionId: string, at: Instant) => {
    const union = unions.get(unionId);
    return union ? levelAt(union, at) : null;
  };
  const { sector = null } = history.opening!.content as Opening;
  const recording = recordingOf(state);
  const settled = settledAt(history);
  const lastYear = yearOf(Math.max(recording.lastRecorded, settled));
  const shared = { caseId: state.caseId, sector: copyText(sector), timeZone: state.timeZone, lastYear };
  const engagements = new Map<string, string>();
  for (const engagement of engagementsOf(history, levels)) {
    const region = unions.get(engagement.unionId)?.region ?? null;
    engagements.set(engagement.unionId, engagementLine(engagement, region, shared));
  }
  const standing = standingOf(history);
  const { firstPosition, firstRecorded, lastPosition, lastRecorded } = recording;
  const line = caseLine(state, history, standing, [firstPosition, firstRecorded, lastPosition, lastRecorded, settled]);
  return { case: line, duplicateOf: standing.duplicateOf, engagements };
}

function caseLine(
  state: CaseState,
  history: CaseHistory,
  standing: ReturnType<typeof standingOf>,
  recording: readonly Cell[],
): string {
  const { content, interval } = history.opening!;
  const { sector = null, region = null, disputes, title } = content as Opening;
  const { status, outcome, duplicateOf } = standing;
  const { aware, involved, involvedAfterCall, unionsCalled } = accountabilityOf(history);
  return copyLine([
    state.caseId,
    interval.earliest,
    interval.latest,
    status,
    outcome,
    sector,
    region,
    disputes,
    title,
    duplicateOf,
    aware,
    involved,
    involvedAfterCall,
    unionsCalled,
    ...recording,
  ]);
}

/** Where the first and the last event are, and when they were recorded; the last to be recorded: clocks may disagree. */
function recordingOf({ events }: CaseState) {
  let first: { position: string; recordedAt: string } | undefined;
  let position = '';
  let recorded = -Infinity;
  for (const event of events.values()) {
    first ??= event;
    position = event.position;
    recorded = Math.max(recorded, Date.parse(event.recordedAt));
  }
  return {
    firstPosition: first!.position,
    firstRecorded: Date.parse(first!.recordedAt),
    lastPosition: position,
    lastRecorded: recorded,
  };
}

function engagementLine(
  engagement: Engagement,
  region: string | null,
  { caseId, sector, timeZone, lastYear }: { caseId: string; sector: string; timeZone: string; lastYear: number },
): string {
  const { unionId, level, departments, reasons, clocks } = engagement;
  const cells = [
    unionId,
    level ?? NULL,
    sector,
    copyText(region),
    timeZone,
    lastYear,
    ...MEASURES.map((measure) => clockCells(clocks[measure], timeZone)),
    caseId,
    copyText(departments),
    copyText(reasons),
  ];
  return `${cells.join('\t')}\n`;
}
