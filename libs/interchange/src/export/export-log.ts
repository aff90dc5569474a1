import { createWriteStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Writable } from 'node:stream';
import type { EventStore } from '#event-store';
import { partDone } from '#log-copy';
import type { Instant } from '#time';
import { InvalidContent, type FieldError } from '#unions';
import type { EventConditions } from '../events/event-conditions.js';
import { UnwritableOutput } from './errors.js';
import { bytesOf, isOfEvents, type ExportForm } from './export-format.js';
import { LogSelection } from './log-selection.js';
import { manifestOf, type Manifest } from './manifest.js';
import { CountsDiffer, Tally, type Counts } from './tally.js';
import { asUnwritable, ByteDigest, isSpecial, writeWhole, type Digest } from './whole-file.js';

export interface ExportRequest extends ExportForm {
  readonly conditions: EventConditions;
  /** Of files about cases: running clocks are censored then; what had not happened is left out. */
  readonly asOf: Instant;
  /** Of files about cases: what was recorded later is left out. */
  readonly knownAt?: Instant | undefined;
}

export interface ExportTarget {
  /** A path, or a stream such as standard output, which stays open. */
  readonly output: string | Writable;
  /** Where the manifest goes; by default beside a file, and nowhere from a stream. */
  readonly manifest?: string;
}

export interface ExportOptions {
  /** Of the program, for the manifest. */
  readonly version: string;
  /** Ends the export with its reason; nothing of it is left. */
  readonly signal?: AbortSignal;
  /** 0 to 1, where positions are numbers. */
  readonly onProgress?: (progress: { readonly fraction: number | undefined }) => void;
}

/** Where the manifest of a file is, unless it was said. */
export function manifestPath(path: string): string {
  return `${path}.manifest.json`;
}

/**
 * Writes part of a log as it is now into a file for other tools, at memory that does not grow with it. A file has its
 * name only once it is whole, its counts are right and its bytes on the disk are those that were sent.
 * @throws InvalidContent for conditions that have no meaning; UnwritableOutput; CountsDiffer; UnexportableEvent;
 * UnknownSchema for events of a newer program; StoreUnavailable; the signal's reason
 */
export async function exportLog(
  store: EventStore,
  request: ExportRequest,
  { output, manifest }: ExportTarget,
  options: ExportOptions,
): Promise<Manifest> {
  refuseMeaningless(request);
  refuseOnePlaceForBoth(output, manifest);
  const job = await ExportJob.open(store, request, options);
  if (typeof output !== 'string') return job.toStream(output, 'standard output', manifest);
  if (!(await isSpecial(output))) return job.toFile(output, manifest ?? manifestPath(output));
  return job.toStream(createWriteStream(output), output, manifest);
}

/** What would be passed over in silence: the file would not be what was asked for. */
function refuseMeaningless({ conditions, ...form }: ExportRequest): void {
  const meaningless = [...meaninglessForms(form), ...meaninglessConditions(form, conditions)];
  if (meaningless.length > 0) throw new InvalidContent(meaningless);
}

function meaninglessForms({ format, table, traces, upcast }: ExportForm): FieldError[] {
  const isTable = format === 'csv' || format === 'parquet';
  return [
    ...(table === 'engagements' && !isTable ? [told('table', 'csv and parquet')] : []),
    ...(traces === 'engagements' && format !== 'xes' ? [told('traces', 'xes')] : []),
    ...(upcast && format !== 'ndjson' && format !== 'cloudevents' ? [told('upcast', 'ndjson and cloudevents')] : []),
  ];
}

function told(field: string, formats: string): FieldError {
  return { field, message: `${field} has a meaning for ${formats} alone` };
}

/** An engagement is made of a whole case: what is asked of single events has no meaning. */
function meaninglessConditions({ format, table }: ExportForm, conditions: EventConditions): FieldError[] {
  if ((format !== 'csv' && format !== 'parquet') || table !== 'engagements') return [];
  const fields = (['from', 'types', 'since', 'until', 'time'] as const).filter(
    (field) => conditions[field] !== undefined,
  );
  const message = 'has no meaning for engagements, which are made of whole cases';
  return fields.map((field) => ({ field, message: `${field} ${message}` }));
}

function refuseOnePlaceForBoth(output: string | Writable, manifest: string | undefined): void {
  if (typeof output !== 'string' || manifest === undefined || resolve(output) !== resolve(manifest)) return;
  throw new InvalidContent([{ field: 'manifest', message: 'manifest must not be the file that it is about' }]);
}

class ExportJob {
  private readonly written = new Tally();

  private constructor(
    private readonly request: ExportRequest,
    private readonly source: LogSelection,
    private readonly options: ExportOptions,
  ) {}

  static async open(store: EventStore, request: ExportRequest, options: ExportOptions): Promise<ExportJob> {
    const { conditions, asOf, knownAt } = request;
    const { signal, onProgress } = options;
    const source: LogSelection = await LogSelection.open(store, {
      conditions,
      asOf,
      knownAt,
      signal,
      onRead: (position) => onProgress?.({ fraction: partDone(source.frame.from, position, source.frame.to) }),
    });
    return new ExportJob(request, source, options);
  }

  async toFile(path: string, manifest: string): Promise<Manifest> {
    let sent: Digest | undefined;
    let confirmed: Manifest | undefined;
    await writeWhole(
      path,
      async (temporary) => {
        sent = await this.write(temporary);
      },
      async (found) => {
        if (sent && sent.sha256 !== found.sha256) {
          throw new UnwritableOutput(path, 'what is on the disk is not what was written');
        }
        confirmed = this.manifestOf(basename(path), found);
        // Of the file that was there before.
        await rm(manifest, { force: true });
      },
    );
    await this.writeManifest(manifest, confirmed!);
    return confirmed!;
  }

  async toStream(stream: Writable, name: string, manifest?: string): Promise<Manifest> {
    const bytes = bytesOf(this.request, this.source, this.written);
    if (!bytes) throw new UnwritableOutput(name, 'SQLite needs a file of its own');
    const digest = await this.send(bytes, stream, name);
    const made = this.manifestOf(null, digest);
    if (manifest !== undefined) await this.writeManifest(manifest, made);
    return made;
  }

  /** @returns what was sent, where the bytes are ours to know */
  private async write(path: string): Promise<Digest | undefined> {
    const bytes = bytesOf(this.request, this.source, this.written);
    if (bytes) return this.send(bytes, createWriteStream(path), path);
    // A megabyte of WebAssembly that nothing else needs.
    const { writeOcelSqlite } = await import('./ocel-sqlite.js');
    await writeOcelSqlite(path, this.source, this.written);
    return undefined;
  }

  private async send(bytes: AsyncIterable<string | Uint8Array>, stream: Writable, name: string): Promise<Digest> {
    const digest = new ByteDigest();
    const { signal } = this.options;
    try {
      await pipeline(digested(bytes, digest), stream, { signal, end: stream !== process.stdout });
      return digest.digest();
    } catch (error) {
      throw asUnwritable(name, error);
    }
  }

  /** @throws CountsDiffer */
  private manifestOf(file: string | null, digest: Digest): Manifest {
    const { request, source, written } = this;
    const context = { file, version: this.options.version, exportedAt: new Date() };
    return manifestOf(request, source, checkedCounts(request, source, written), digest, context);
  }

  private writeManifest(path: string, manifest: Manifest): Promise<void> {
    return writeWhole(path, (temporary) => writeFile(temporary, `${JSON.stringify(manifest, undefined, 2)}\n`));
  }
}

async function* digested(parts: AsyncIterable<string | Uint8Array>, digest: ByteDigest): AsyncGenerator<Uint8Array> {
  for await (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    digest.add(bytes);
    yield bytes;
  }
}

/** All that was selected was written; and of a log without gaps, all that was asked for was selected. @throws CountsDiffer */
function checkedCounts(form: ExportForm, { selected, frame, isWhole }: LogSelection, written: Tally): Counts {
  for (const [name, found] of Object.entries(written.counts())) {
    if (found !== selected.of(name)) throw new CountsDiffer(name, selected.of(name), found);
  }
  if (isOfEvents(form) && isWhole && frame.events !== undefined && frame.events !== selected.of('events')) {
    throw new CountsDiffer('events', frame.events, selected.of('events'));
  }
  return { ...selected.counts(), ...written.counts() };
}
