import { CASE_EVENT_TYPES, isAmendment, type Credit, type DeflectedTo, type StepType } from '#cases';
import { endsCase } from '#measures';
import { isoWithOffset } from '#time';
import type { UnionState } from '#unions';
import type { CaseInFrame, StandingStep } from './case-in-frame.js';
import type { Directory } from './directory.js';
import type { LogSelection } from './log-selection.js';
import { occurrenceIn } from './occurrence.js';
import { attributeNames, attributesOf } from './step-attributes.js';
import { unionOfStep } from './step-conditions.js';

/** The types of OCEL 2.0; values are told as texts whatever their type, as its JSON schema wants them. */
export type OcelValueType = 'string' | 'time' | 'integer' | 'boolean';

export interface OcelType {
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly type: OcelValueType }[];
}

export interface OcelRelationship {
  readonly objectId: string;
  readonly qualifier: string;
}

export interface OcelEvent {
  readonly id: string;
  readonly type: StepType;
  readonly time: string;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  readonly relationships: readonly OcelRelationship[];
}

export interface OcelObject {
  readonly id: string;
  readonly type: string;
  /** In order of time, which is that since which the value holds. */
  readonly attributes: readonly { readonly name: string; readonly value: string; readonly time: string }[];
  readonly relationships: readonly OcelRelationship[];
}

/** A case with its steps, or the unions, departments and agencies that the steps were about. */
export interface OcelPart {
  readonly events: readonly OcelEvent[];
  readonly objects: readonly OcelObject[];
}

export const OCEL_OBJECT_TYPES: readonly OcelType[] = [
  typeOf('case', {
    title: 'string',
    sector: 'string',
    region: 'string',
    disputes: 'string',
    workers: 'integer',
    collective: 'boolean',
    status: 'string',
  }),
  typeOf('union', { name_en: 'string', name_zh: 'string', level: 'string', region: 'string', sector: 'string' }),
  typeOf('department', { name: 'string' }),
  typeOf('agency', { kind: 'string' }),
];

export const OCEL_EVENT_TYPES: readonly OcelType[] = CASE_EVENT_TYPES.filter(
  (type): type is StepType => !isAmendment(type),
).map((type) =>
  typeOf(type, {
    precise: 'boolean',
    edtf: 'string',
    earliest: 'time',
    latest: 'time',
    recorded_at: 'time',
    corrected: 'boolean',
    ...Object.fromEntries(attributeNames(type).map((name) => [name, 'string' as const])),
  }),
);

function typeOf(name: string, attributes: Readonly<Record<string, OcelValueType>>): OcelType {
  return { name, attributes: Object.entries(attributes).map(([attribute, type]) => ({ name: attribute, type })) };
}

/** Since when a value holds of which nobody knows since when; the standard's own word for it. */
const EVER = '1970-01-01T00:00:00.000Z';

/**
 * A log as OCEL 2.0 has it: the steps of cases as they stand, related to the case, the unions, departments and agencies
 * that they are about. A time whose time of day is not known is the earliest possible, and its event says so.
 */
export async function* ocelParts(source: LogSelection): AsyncGenerator<OcelPart, void, undefined> {
  const directory = await source.directory();
  const named = new NamedObjects(directory);
  for await (const one of source.cases()) {
    const events = one.steps.map((standing) => eventOf(one, standing, named));
    source.selected.add('events', events.length);
    source.selected.add('objects');
    yield { events, objects: [caseObject(one)] };
  }
  const objects = named.objects();
  source.selected.add('objects', objects.length);
  yield { events: [], objects };
}

function eventOf(one: CaseInFrame, standing: StandingStep, named: NamedObjects): OcelEvent {
  const { step } = standing;
  const { timestamp, precise, edtf, earliest, latest } = occurrenceIn(one, standing);
  const attributes = Object.entries({
    precise: String(precise),
    edtf,
    earliest,
    latest,
    recorded_at: step.recordedAt,
    corrected: String(step.corrections.length > 0),
    ...Object.fromEntries(attributesOf(step)),
  });
  return {
    id: step.stepId,
    type: step.type,
    time: timestamp,
    attributes: attributes.map(([name, value]) => ({ name, value })),
    relationships: [{ objectId: one.caseId, qualifier: 'step of' }, ...relationsOf(one, standing, named)],
  };
}

/** What a step does to the union that it is about. */
const QUALIFIERS: Partial<Record<StepType, string>> = {
  UnionCalled: 'called',
  UnionResponded: 'responded by',
  Deflected: 'deflected by',
  Intervened: 'intervened by',
};

interface Names {
  readonly department?: string;
  readonly deflectedTo?: DeflectedTo;
  readonly agency?: string;
  readonly creditedTo?: readonly Credit[];
}

function relationsOf(one: CaseInFrame, { step }: StandingStep, named: NamedObjects): OcelRelationship[] {
  const { department, deflectedTo, agency, creditedTo = [] } = step.content as Names;
  const unionId = unionOfStep(step);
  const relations: (OcelRelationship | undefined)[] = [
    named.union(unionId, QUALIFIERS[step.type] ?? 'about'),
    named.department(unionId, department, 'of department'),
    named.union(deflectedTo?.unionId, 'deflected to'),
    named.agency(deflectedTo?.agency, 'deflected to'),
    named.agency(agency, 'contacted'),
    ...creditedTo.map((credit) => named.union(credit.unionId, 'credited to')),
    step.type === 'LinkedAsDuplicate' ? linkOf(one) : undefined,
  ];
  const found = relations.filter((relation) => relation !== undefined);
  return [...new Map(found.map((relation) => [`${relation.qualifier} ${relation.objectId}`, relation])).values()];
}

/** An object that is not in the file is not related to. */
function linkOf({ duplicateOf, originalIsSelected }: CaseInFrame): OcelRelationship | undefined {
  return originalIsSelected ? { objectId: duplicateOf!, qualifier: 'duplicate of' } : undefined;
}

function caseObject(one: CaseInFrame): OcelObject {
  const { caseId, history, opening } = one;
  const at = ({ interval }: { readonly interval: { readonly earliest: number } }) =>
    isoWithOffset(one.state.timeZone, Math.max(interval.earliest, history.opening!.interval.earliest));
  const opened = at(history.opening!);
  const fixed = {
    title: opening.title,
    sector: opening.sector,
    region: opening.region,
    disputes: opening.disputes.join(' ') || undefined,
    workers: opening.workers,
    collective: opening.collective,
    status: 'open',
  };
  const changes = history.steps.flatMap((step) => {
    const status = statusAfter(one, step);
    return status === undefined ? [] : [{ name: 'status', value: status, time: at(step) }];
  });
  return {
    id: caseId,
    type: 'case',
    attributes: [...valuesSince(opened, fixed), ...changes],
    relationships: [linkOf(one)].filter((relation) => relation !== undefined),
  };
}

function statusAfter({ history }: CaseInFrame, step: CaseInFrame['history']['steps'][number]): string | undefined {
  if (step.type === 'Closed') return 'closed';
  if (step.type === 'Reopened') return 'open';
  if (!endsCase(history, step)) return undefined;
  return step.type === 'Resolved' ? 'resolved' : 'withdrawn';
}

/** The unions, departments and agencies that steps named: as many as there are of these, however long the log. */
class NamedObjects {
  private readonly unions = new Set<string>();
  private readonly departments = new Map<string, { readonly unionId: string; readonly name: string }>();
  private readonly agencies = new Set<string>();

  constructor(private readonly directory: Directory) {}

  union(unionId: string | undefined, qualifier: string): OcelRelationship | undefined {
    if (unionId === undefined) return undefined;
    this.unions.add(unionId);
    return { objectId: unionId, qualifier };
  }

  department(unionId: string | undefined, name: string | undefined, qualifier: string): OcelRelationship | undefined {
    if (unionId === undefined || name === undefined) return undefined;
    const objectId = `${unionId}/${name}`;
    this.departments.set(objectId, { unionId, name });
    return { objectId, qualifier };
  }

  agency(kind: string | undefined, qualifier: string): OcelRelationship | undefined {
    if (kind === undefined) return undefined;
    this.agencies.add(kind);
    return { objectId: agencyId(kind), qualifier };
  }

  objects(): OcelObject[] {
    for (const unionId of this.unions) this.addParents(unionId);
    return [
      ...Array.from(this.unions, (unionId) => unionObject(unionId, this.directory.get(unionId))),
      ...Array.from(this.departments, ([id, { unionId, name }]) => ({
        id,
        type: 'department',
        attributes: valuesSince(EVER, { name }),
        relationships: [{ objectId: unionId, qualifier: 'department of' }],
      })),
      ...Array.from(this.agencies, (kind) => ({
        id: agencyId(kind),
        type: 'agency',
        attributes: valuesSince(EVER, { kind }),
        relationships: [],
      })),
    ];
  }

  /** A set goes on to what is added while it is gone through. */
  private addParents(unionId: string): void {
    const parentId = this.directory.get(unionId)?.levels.at(-1)?.parentId;
    if (parentId) this.unions.add(parentId);
  }
}

function agencyId(kind: string): string {
  return `agency/${kind}`;
}

/** One that the directory does not have is told by its id alone. */
function unionObject(unionId: string, union: UnionState | undefined): OcelObject {
  const { region, sector, levels = [], namings = [] } = union ?? {};
  const since = (from: { readonly earliest: number } | null) => (from ? new Date(from.earliest).toISOString() : EVER);
  const parentId = levels.at(-1)?.parentId;
  return {
    id: unionId,
    type: 'union',
    attributes: [
      ...valuesSince(EVER, { region, sector }),
      ...levels.flatMap(({ from, level }) => valuesSince(since(from), { level })),
      ...namings.flatMap(({ from, names: { en, zh } }) => valuesSince(since(from), { name_en: en, name_zh: zh })),
    ],
    relationships: parentId ? [{ objectId: parentId, qualifier: 'part of' }] : [],
  };
}

function valuesSince(time: string, byName: Readonly<Record<string, string | number | boolean | undefined>>) {
  return Object.entries(byName)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ({ name, value: String(value), time }));
}
