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
import { standingOf } from '../views/case-view.js';
import { clockCells, clockColumns } from './clock-cells.js';
import { copyLine, copyText, NULL } from './copy-lines.js';

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
  'last_position',
  'last_recorded',
  'settled_at',
] as const;

export const TIMELINE_COLUMNS = ['case_id', 'revision', 'event'] as const;

export const ENGAGEMENT_COLUMNS = [
  'case_id',
  'union_id',
  'level',
  'sector',
  'region',
  'called',
  'department',
  'departments',
  'reasons',
  'caused_by',
  'time_zone',
  ...MEASURES.flatMap(clockColumns),
];

/** The rows that one case has in `cases` and `engagements`, as COPY takes them. */
export interface CaseLines {
  readonly case: string;
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
  const shared = { caseId: state.caseId, sector: copyText(sector), timeZone: state.timeZone };
  const engagements = new Map<string, string>();
  for (const engagement of engagementsOf(history, levels)) {
    const region = unions.get(engagement.unionId)?.region ?? null;
    engagements.set(engagement.unionId, engagementLine(engagement, region, shared));
  }
  return { case: caseLine(state, history), engagements };
}

function caseLine(state: CaseState, history: CaseHistory): string {
  const { content, interval } = history.opening!;
  const { sector = null, region = null, disputes, title } = content as Opening;
  const { status, outcome, duplicateOf } = standingOf(history);
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
    ...lastOf(state),
    settledAt(history),
  ]);
}

/** The position of the last event, and when the last was recorded: clocks may disagree. */
function lastOf({ events }: CaseState): [position: string, recorded: Instant] {
  let position = '';
  let recorded = -Infinity;
  for (const event of events.values()) {
    position = event.position;
    recorded = Math.max(recorded, Date.parse(event.recordedAt));
  }
  return [position, recorded];
}

function engagementLine(
  engagement: Engagement,
  region: string | null,
  { caseId, sector, timeZone }: { caseId: string; sector: string; timeZone: string },
): string {
  const { unionId, level, called, department, departments, reasons, causedBy, clocks } = engagement;
  const cells = [
    caseId,
    unionId,
    level ?? NULL,
    sector,
    copyText(region),
    String(called),
    copyText(department),
    copyText(departments),
    copyText(reasons),
    copyText(causedBy),
    timeZone,
    ...MEASURES.map((measure) => clockCells(clocks[measure])),
  ];
  return `${cells.join('\t')}\n`;
}
