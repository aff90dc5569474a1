import { batchOf, ndjsonOf } from './cloud-events.js';
import { csvOf } from './csv-table.js';
import { engagementTable } from './engagement-table.js';
import { eventTable } from './event-table.js';
import type { LogSelection } from './log-selection.js';
import { ocelJsonOf } from './ocel-json.js';
import type { Table } from './table.js';
import type { Tally } from './tally.js';
import { xesOf, type TracesOf } from './xes.js';

export const EXPORT_FORMATS = ['ndjson', 'cloudevents', 'csv', 'parquet', 'xes', 'ocel-json', 'ocel-sqlite'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What the rows of a table are: events of the log, or engagements (one case x one union) with their clocks. */
export const TABLES = ['events', 'engagements'] as const;
export type TableOf = (typeof TABLES)[number];

export interface ExportForm {
  readonly format: ExportFormat;
  /** Of CSV and Parquet. */
  readonly table: TableOf;
  /** Of XES. */
  readonly traces: TracesOf;
  /** Of CloudEvents: older events are brought to the newest schema, and not written as they were stored. */
  readonly upcast: boolean;
}

/** The bytes of a file; undefined for a format whose engine writes its own files. */
export function bytesOf(
  { format, table, traces, upcast }: ExportForm,
  source: LogSelection,
  written: Tally,
): AsyncIterable<string | Uint8Array> | undefined {
  switch (format) {
    case 'ndjson':
      return ndjsonOf(source, written, upcast);
    case 'cloudevents':
      return batchOf(source, written, upcast);
    case 'csv':
      return csvOf(tableOf(table, source), written);
    case 'parquet':
      return parquetOf(tableOf(table, source), written);
    case 'xes':
      return xesOf(source, written, traces);
    case 'ocel-json':
      return ocelJsonOf(source, written);
    case 'ocel-sqlite':
      return undefined;
  }
}

/** Parquet, with its writer, which nothing else needs. */
async function* parquetOf(table: Table, written: Tally): AsyncGenerator<Uint8Array> {
  yield* (await import('./parquet-table.js')).parquetOf(table, written);
}

function tableOf(table: TableOf, source: LogSelection) {
  return table === 'events' ? eventTable(source) : engagementTable(source);
}

/** Whether a file tells of events as the log has them, one after the other, and not of cases as they stand. */
export function isOfEvents({ format, table }: ExportForm): boolean {
  if (format === 'csv' || format === 'parquet') return table === 'events';
  return format === 'ndjson' || format === 'cloudevents';
}

/** Whether a file holds what can be a worker's own words. */
export function holdsPersonalFields({ format }: ExportForm): boolean {
  return format === 'ndjson' || format === 'cloudevents';
}
