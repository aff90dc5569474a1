import type { Position } from '#event-store';
import type { EventConditions } from '../events/event-conditions.js';
import { holdsPersonalFields, isOfEvents, type ExportForm } from './export-format.js';
import type { LogSelection } from './log-selection.js';
import type { Counts } from './tally.js';
import type { Digest } from './whole-file.js';

/** What stands beside an exported file, and says what it is and that it is whole. */
export interface Manifest extends Digest {
  readonly manifest: 1;
  /** Its name; null on standard output. */
  readonly file: string | null;
  readonly format: string;
  readonly table?: string;
  readonly traces?: string;
  readonly upcast?: boolean;
  /** `included`, or `left_out` where no field is in the file that can hold a worker's personal data. */
  readonly personalFields: 'included' | 'left_out';
  /** The conditions that every event, or case, in it meets. */
  readonly filters: Omit<EventConditions, 'from' | 'to'>;
  /** Events after this position; null from the beginning of the log. */
  readonly from: Position | null;
  /** Events up to this position; null where the log was empty. */
  readonly to: Position | null;
  /** Of files about cases: running clocks are censored then. */
  readonly asOf?: string;
  /** Of files about cases, if it was asked for: what was recorded later is left out. */
  readonly knownAt?: string;
  readonly counts: Counts;
  /** Of the program that wrote it. */
  readonly version: string;
  readonly exportedAt: string;
}

export interface ManifestContext {
  readonly file: string | null;
  readonly version: string;
  readonly exportedAt: Date;
}

export function manifestOf(
  form: ExportForm,
  source: LogSelection,
  counts: Counts,
  digest: Digest,
  { file, version, exportedAt }: ManifestContext,
): Manifest {
  const { format, table, traces, upcast } = form;
  const { from: _, to: __, ...filters } = source.conditions;
  return {
    manifest: 1,
    file,
    format,
    ...((format === 'csv' || format === 'parquet') && { table }),
    ...(format === 'xes' && { traces }),
    ...(holdsPersonalFields(form) && { upcast }),
    ...digest,
    counts,
    from: source.frame.from ?? null,
    to: source.frame.to ?? null,
    filters,
    ...(!isOfEvents(form) && { asOf: new Date(source.asOf).toISOString() }),
    ...(source.frame.knownAt !== undefined && { knownAt: new Date(source.frame.knownAt).toISOString() }),
    personalFields: holdsPersonalFields(form) ? 'included' : 'left_out',
    version,
    exportedAt: exportedAt.toISOString(),
  };
}
