import type { ReportChanges, StepChange } from '#read-models';
import { reproductionText } from './publication-text.js';
import { inWords, table, type Cell } from './table.js';

type Names = ReadonlyMap<string, string>;
type Counted = StepChange['before'];

/** What later steps changed in a report: its figures before and after, then what each step did to each clock. */
export function changesText(changes: Omit<ReportChanges, 'nextCursor'>, names: Names): string {
  const { reportId, published, now, figures, items } = changes;
  const heading = [
    `report     ${reportId}`,
    `stood on   as known at ${published.knownAt}, log position ${published.position || '(empty)'}`,
    `compared   as known at ${now.knownAt}, log position ${now.position || '(empty)'}; both as of ${now.asOf}`,
    reproductionText(changes),
  ].join('\n');
  if (figures.length === 0 && items.length === 0) return `${heading}\n\nnothing that was recorded since changes it`;
  const rows = figures.map(({ group, path, before, after }): Cell[] => [
    groupText(group, names),
    path,
    figureText(before),
    figureText(after),
  ]);
  return [heading, table(['group', 'figure', 'was', 'would be'], rows), ...byStep(items, names)].join('\n\n');
}

function groupText(group: ReportChanges['figures'][number]['group'], names: Names): string {
  if (group === null) return 'the report';
  const keys = Object.values(group).map((key) => names.get(String(key)) ?? String(key));
  return keys.length > 0 ? keys.join(', ') : 'total';
}

function figureText(figure: string | number | boolean | null): Cell {
  if (figure === null) return 'none';
  return typeof figure === 'number' ? Number(figure.toPrecision(6)) : String(figure);
}

/** A step and what it did, once for all of its changes. */
function byStep(items: readonly StepChange[], names: Names): string[] {
  const steps = new Map<string, StepChange[]>();
  for (const item of items) {
    const known = steps.get(item.step.stepId);
    if (known) known.push(item);
    else steps.set(item.step.stepId, [item]);
  }
  return [...steps.values()].map((changes) => stepText(changes, names));
}

/** Of a union that was moved, many engagements may have changed in the same way. */
const SHOWN_CHANGES = 20;

function stepText(changes: readonly StepChange[], names: Names): string {
  const { stepId, type, caseId, unionId, corrects, recordedAt, recordedBy, position } = changes[0]!.step;
  const of = caseId === null ? `union ${names.get(unionId!) ?? unionId}` : `case ${caseId}`;
  const what = corrects === null ? type : `${type} of step ${corrects}`;
  return [
    `${what}, in ${of}`,
    `  step ${stepId}, recorded ${recordedAt} by ${recordedBy}, position ${position}`,
    ...changes
      .slice(0, SHOWN_CHANGES)
      .map((change) => `  ${clockOf(change, names)}: ${countedText(change.before)} -> ${countedText(change.after)}`),
    ...(changes.length > SHOWN_CHANGES ? [`  and ${changes.length - SHOWN_CHANGES} more, which --json lists`] : []),
  ].join('\n');
}

function clockOf({ caseId, unionId, before, after }: StepChange, names: Names): string {
  const whose =
    unionId === null ? `${before?.level ?? after?.level ?? 'no level'} level` : (names.get(unionId) ?? unionId);
  return `${whose} in case ${caseId}`;
}

/** How a clock stood, and what it was grouped by. */
function countedText(counted: Counted): string {
  if (counted === null) return 'not counted';
  if (counted.isDuplicate) return 'a duplicate';
  const { level, clock, silent, reasons } = counted;
  if (clock === null) return [level, 'not started'].filter(Boolean).join(', ');
  const end = clock.class ?? clock.cause ?? (silent ? 'silent' : 'running');
  return [level, [inWords(end), ...daysText(clock.days)].join(' after '), ...reasons.map(inWords)]
    .filter(Boolean)
    .join(', ');
}

function daysText(days: NonNullable<NonNullable<Counted>['clock']>['days']): string[] {
  if (days === null) return [];
  const { low, high } = days;
  return [low === high ? `${low} days` : `${low} to ${high} days`];
}
