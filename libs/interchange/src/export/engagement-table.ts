import { engagementsOf, MEASURES, observe, type Engagement, type Measure, type ObservedClock } from '#measures';
import { levelAt } from '#unions';
import type { CaseInFrame } from './case-in-frame.js';
import type { Directory } from './directory.js';
import type { LogSelection } from './log-selection.js';
import { columnsOf, rowOf, type ColumnOf, type Table } from './table.js';

/** One engagement in one measure. */
interface Item {
  readonly of: CaseInFrame;
  readonly engagement: Engagement;
  /** Of the union. */
  readonly region: string | undefined;
  readonly measure: Measure;
  /** Null when it never started. */
  readonly clock: ObservedClock | null;
}

const isEvent = ({ clock }: Item) => clock?.end === 'event';

/** What `survfit` makes states of: the first is that of the censored. */
function stateOf({ clock }: Item): string | null {
  if (clock?.end === 'event') return clock.class;
  return clock?.end === 'competing' || clock?.end === 'censored' ? clock.end : null;
}

const COLUMNS: readonly ColumnOf<Item>[] = [
  ...columnsOf<Item>('text', {
    case_id: ({ of }) => of.caseId,
    union_id: ({ engagement }) => engagement.unionId,
    measure: ({ measure }) => measure,
    level: ({ engagement }) => engagement.level,
    sector: ({ of }) => of.opening.sector,
    case_region: ({ of }) => of.opening.region,
    union_region: ({ region }) => region,
    department: ({ engagement }) => engagement.department,
    reasons: ({ engagement }) => engagement.reasons.join(' ') || null,
    caused_by_union: ({ engagement }) => engagement.causedBy?.unionId,
  }),
  ...columnsOf<Item>('time', {
    start_earliest: ({ clock }) => clock?.start.earliest,
    start_latest: ({ clock }) => clock?.start.latest,
    stop_earliest: ({ clock }) => clock?.stop?.earliest,
    stop_latest: ({ clock }) => clock?.stop?.latest,
  }),
  ...columnsOf<Item>('text', {
    end: ({ clock }) => clock?.end ?? 'not_started',
    class: ({ clock }) => clock?.class,
    cause: ({ clock }) => clock?.cause,
  }),
  // Seconds of a lifetime are more than 32 bits hold.
  ...columnsOf<Item>('number', {
    seconds_low: ({ clock }) => clock?.seconds?.low,
    seconds_high: ({ clock }) => clock?.seconds?.high,
  }),
  ...columnsOf<Item>('integer', {
    days_low: ({ clock }) => clock?.days?.low,
    days_high: ({ clock }) => clock?.days?.high,
    event: (item) => (stateOf(item) === null ? null : Number(isEvent(item))),
  }),
  ...columnsOf<Item>('text', { state: stateOf }),
  ...columnsOf<Item>('integer', {
    interval_left: ({ clock }) => clock?.days?.low,
    interval_right: (item) => (isEvent(item) ? item.clock!.days?.high : null),
  }),
];

/** A row for each engagement (one case x one union) and measure, as reports count them: cases that duplicate others are out. */
export function engagementTable(source: LogSelection): Table {
  return { columns: COLUMNS, rows: rowsOf(source) };
}

async function* rowsOf(source: LogSelection) {
  const directory = await source.directory();
  for await (const of of source.wholeCases()) {
    if (of.isDuplicate) continue;
    const items = engagementsIn(of, directory)
      .filter((engagement) => isAsked(engagement, source))
      .flatMap((engagement) => MEASURES.map((measure) => itemOf(of, engagement, measure, source, directory)));
    source.selected.add('engagements', items.length / MEASURES.length);
    source.selected.add('rows', items.length);
    if (items.length > 0) yield items.map((item) => rowOf(COLUMNS, item));
  }
}

/** The engagements of a case, each with the level that its union had when it was called. */
export function engagementsIn({ history }: CaseInFrame, directory: Directory): Engagement[] {
  return engagementsOf(history, (unionId, at) => {
    const union = directory.get(unionId);
    return union ? levelAt(union, at) : null;
  });
}

/** Cases are chosen by their place already. */
export function isAsked({ level, unionId }: Engagement, { conditions }: LogSelection): boolean {
  if (conditions.level !== undefined && level !== conditions.level) return false;
  return conditions.unionId === undefined || unionId === conditions.unionId;
}

function itemOf(
  of: CaseInFrame,
  engagement: Engagement,
  measure: Measure,
  { asOf }: LogSelection,
  directory: Directory,
): Item {
  const clock = engagement.clocks[measure];
  const region = directory.get(engagement.unionId)?.region;
  return { of, engagement, region, measure, clock: clock && observe(clock, asOf, of.state.timeZone) };
}
