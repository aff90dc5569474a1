import { observe, type Engagement } from '#measures';
import { levelAt, type UnionState } from '#unions';
import type { CaseInFrame, StandingStep } from './case-in-frame.js';
import type { Directory } from './directory.js';
import { engagementsIn, isAsked } from './engagement-table.js';
import type { LogSelection } from './log-selection.js';
import { occurrenceIn } from './occurrence.js';
import { attributesOf } from './step-attributes.js';
import { StepConditions, unionOfStep } from './step-conditions.js';
import type { Tally } from './tally.js';
import { element } from './xml-text.js';

type Value = string | number | boolean | undefined | null;

/** What one trace is: all of a case, or one union's part of it. */
export const TRACES = ['cases', 'engagements'] as const;
export type TracesOf = (typeof TRACES)[number];

const EXTENSIONS = { Concept: 'concept', Time: 'time', Lifecycle: 'lifecycle', Organizational: 'org' };

/**
 * A log in XES (IEEE 1849-2016): steps as they stand, in order of occurrence. A timestamp whose time of day is not known
 * is the earliest that the step can have, and is marked by `precise`, `edtf`, `earliest` and `latest` beside it.
 */
export async function* xesOf(source: LogSelection, written: Tally, tracesOf: TracesOf): AsyncGenerator<string> {
  // The standard's schema has no namespace.
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849.2016" xes.features="">\n';
  yield header(source);
  for await (const events of tracesOf === 'cases' ? caseTraces(source) : engagementTraces(source)) {
    yield element('trace', {}, events.attributes + events.events.join(''));
    written.add('traces');
    written.add('events', events.events.length);
  }
  yield '</log>\n';
}

interface Trace {
  readonly attributes: string;
  readonly events: readonly string[];
}

async function* caseTraces(source: LogSelection): AsyncGenerator<Trace> {
  const directory = await source.directory();
  for await (const one of source.cases()) {
    source.selected.add('traces');
    source.selected.add('events', one.steps.length);
    yield {
      attributes: values({ 'concept:name': one.caseId, ...placeOf(one) }),
      events: one.steps.map((step) => eventOf(one, step, directory)),
    };
  }
}

/** The steps of the union and those of nobody: how the case opened, and how it ended. */
async function* engagementTraces(source: LogSelection): AsyncGenerator<Trace> {
  const directory = await source.directory();
  const { level: _, unionId: __, ...ofSteps } = source.conditions;
  const conditions = new StepConditions(ofSteps, directory);
  for await (const one of source.wholeCases()) {
    for (const engagement of engagementsIn(one, directory)) {
      if (!isAsked(engagement, source)) continue;
      const ofOthers = ({ step }: StandingStep) => (unionOfStep(step) ?? engagement.unionId) !== engagement.unionId;
      const steps = one.steps.filter((step) => !ofOthers(step) && conditions.fitsStep(step));
      if (steps.length === 0) continue;
      source.selected.add('traces');
      source.selected.add('events', steps.length);
      yield {
        attributes: engagementAttributes(one, engagement, directory, source),
        events: steps.map((step) => eventOf(one, step, directory)),
      };
    }
  }
}

function header({ frame, asOf }: LogSelection): string {
  const extensions = Object.entries(EXTENSIONS).map(([name, prefix]) =>
    element('extension', { name, prefix, uri: `http://www.xes-standard.org/${prefix}.xesext` }),
  );
  return [
    ...extensions,
    element('global', { scope: 'trace' }, values({ 'concept:name': 'UNKNOWN' })),
    element(
      'global',
      { scope: 'event' },
      values({ 'concept:name': 'UNKNOWN' }) +
        dates({ 'time:timestamp': '1970-01-01T00:00:00.000Z' }) +
        values({ 'lifecycle:transition': 'complete' }),
    ),
    element('classifier', { name: 'Activity', scope: 'event', keys: 'concept:name' }),
    values({ 'concept:name': 'Recourse', from_position: frame.from, to_position: frame.to }),
    dates({ as_of: new Date(asOf).toISOString() }),
    ...(frame.knownAt === undefined ? [] : [dates({ known_at: new Date(frame.knownAt).toISOString() })]),
  ].join('');
}

function placeOf({ opening, duplicateOf }: CaseInFrame): Record<string, Value> {
  const { title, sector, region, disputes, workers, collective } = opening;
  return {
    title,
    sector,
    region,
    disputes: disputes.join(' ') || undefined,
    workers,
    collective,
    duplicate_of: duplicateOf,
  };
}

function engagementAttributes(
  one: CaseInFrame,
  engagement: Engagement,
  directory: Directory,
  { asOf }: LogSelection,
): string {
  const { unionId, level, department, clocks } = engagement;
  const clock = clocks.first_reply && observe(clocks.first_reply, asOf, one.state.timeZone);
  return values({
    'concept:name': `${one.caseId}/${unionId}`,
    case_id: one.caseId,
    union_id: unionId,
    union_name: nameOf(directory.get(unionId)),
    union_level: level,
    department,
    ...placeOf(one),
    first_reply: clock?.end ?? 'not_started',
    first_reply_class: clock?.class,
    first_reply_cause: clock?.cause,
    first_reply_days_low: clock?.days?.low,
    first_reply_days_high: clock?.days?.high,
  });
}

function eventOf(one: CaseInFrame, standing: StandingStep, directory: Directory): string {
  const { step, interval } = standing;
  const { timestamp, precise, edtf, earliest, latest } = occurrenceIn(one, standing);
  const unionId = unionOfStep(step);
  const union = unionId === undefined ? undefined : directory.get(unionId);
  const { department, agency } = step.content as { readonly department?: string; readonly agency?: string };
  const attributes =
    values({ 'concept:name': step.type, 'concept:instance': step.stepId, 'lifecycle:transition': 'complete' }) +
    dates({ 'time:timestamp': timestamp }) +
    values({ precise, edtf }) +
    dates({ earliest, latest, recorded_at: step.recordedAt }) +
    values({
      'org:resource': unionId ?? agency,
      'org:group': department,
      'org:role': union && levelAt(union, interval.earliest),
      union_name: nameOf(union),
      corrected: step.corrections.length > 0,
      ...Object.fromEntries(attributesOf(step)),
    });
  return element('event', {}, attributes);
}

export function nameOf(union: UnionState | undefined): string | undefined {
  return union?.names.en ?? union?.names.zh;
}

/** Attributes by the type of their values; what is not known is left out. */
function values(byKey: Readonly<Record<string, Value>>): string {
  return Object.entries(byKey)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([key, value]) => element(kindOf(value), { key, value: String(value) }))
    .join('');
}

function kindOf(value: Value): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}

function dates(byKey: Readonly<Record<string, string>>): string {
  return Object.entries(byKey)
    .map(([key, value]) => element('date', { key, value }))
    .join('');
}
