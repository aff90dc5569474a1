import { isCaseEventType, personalFields } from '#cases';
import type { RecordedEvent } from '#event-store';
import type { Interval } from '#time';
import { currentEvent, type CurrentEvent } from '../events/current-event.js';
import { said, unionIdOf } from '../events/event-facts.js';
import { subjectOf } from '../events/subject.js';
import type { LogSelection } from './log-selection.js';
import { columnsOf, rowOf, type ColumnOf, type Table } from './table.js';

interface Item {
  readonly event: RecordedEvent;
  readonly current: CurrentEvent;
  readonly says: Says;
  readonly happened: Interval;
  readonly level: string | undefined;
}

/** What events say that has a column of its own. */
interface Says {
  readonly occurredAt?: string;
  readonly department?: string;
  readonly agency?: string;
  readonly deflectedTo?: { readonly unionId?: string; readonly agency?: string };
  readonly outcome?: string;
  readonly kind?: string;
  readonly kinds?: readonly string[];
  readonly result?: string;
  readonly reasons?: readonly string[];
  readonly direction?: string;
  readonly prompted?: string;
  readonly aware?: string;
}

const COLUMNS: readonly ColumnOf<Item>[] = [
  ...columnsOf<Item>('text', {
    position: ({ event }) => event.position,
    event_id: ({ event }) => event.id,
    type: ({ event }) => event.type,
    subject: ({ event }) => subjectOf(event.stream).kind,
    subject_id: ({ event }) => subjectOf(event.stream).id,
  }),
  ...columnsOf<Item>('integer', { revision: ({ event }) => event.revision }),
  ...columnsOf<Item>('text', { occurred_at: ({ says }) => says.occurredAt }),
  ...columnsOf<Item>('time', {
    // A change of a union that nobody dated did not happen when it was recorded.
    occurred_earliest: ({ says, happened }) => (says.occurredAt === undefined ? null : happened.earliest),
    occurred_latest: ({ says, happened }) => (says.occurredAt === undefined ? null : happened.latest),
    recorded_at: ({ current }) => Date.parse(current.recordedAt),
  }),
  ...columnsOf<Item>('text', {
    recorded_by: ({ current }) => current.recordedBy,
    correlation_id: ({ current }) => current.correlationId,
    causation_id: ({ current }) => current.causationId,
  }),
  ...columnsOf<Item>('integer', { schema_version: ({ current }) => current.schemaVersion }),
  ...columnsOf<Item>('text', {
    corrects: ({ current }) => (current.data as { stepId?: string }).stepId,
    union_id: ({ event }) => unionIdOf(event),
    union_level: ({ level }) => level,
    department: ({ says }) => says.department,
    agency: ({ says }) => says.agency ?? says.deflectedTo?.agency,
    deflected_to_union: ({ says }) => says.deflectedTo?.unionId,
    outcome: ({ says }) => says.outcome ?? says.result,
    kinds: ({ says }) => says.kind ?? says.kinds?.join(' '),
    reasons: ({ says }) => says.reasons?.join(' '),
    direction: ({ says }) => says.direction,
    prompted: ({ says }) => says.prompted,
    aware: ({ says }) => says.aware,
  }),
  ...columnsOf<Item>('json', { data: ({ event, current }) => JSON.stringify(withoutPersonal(event, current.data)) }),
];

/** One row an event, in the order of the log, corrections being rows of their own; without a word that can be a worker's. */
export function eventTable(source: LogSelection): Table {
  return { columns: COLUMNS, rows: rowsOf(source) };
}

async function* rowsOf(source: LogSelection) {
  for await (const events of source.events()) {
    const items: Item[] = [];
    for (const event of events) items.push(await itemOf(event, source));
    source.selected.add('rows', items.length);
    yield items.map((item) => rowOf(COLUMNS, item));
  }
}

async function itemOf(event: RecordedEvent, { facts }: LogSelection): Promise<Item> {
  const current = currentEvent(event);
  const happened = await facts.occurrence(event);
  const unionId = unionIdOf(event);
  const level = unionId === undefined ? undefined : await facts.levelOf(unionId, happened);
  return { event, current, says: said(current.data), happened, level };
}

/** Fields that can hold a worker's data stay in the log. */
function withoutPersonal({ type }: RecordedEvent, data: object): object {
  if (!isCaseEventType(type)) return data;
  return personalFields(type).reduce<object>((rest, path) => without(rest, path.split('.')), data);
}

function without(data: object, [name, ...inner]: readonly string[]): object {
  const { [name!]: value, ...rest } = data as Record<string, unknown>;
  if (value === undefined) return data;
  if (inner.length === 0) return rest;
  return typeof value === 'object' && value !== null ? { ...rest, [name!]: without(value, inner) } : data;
}
