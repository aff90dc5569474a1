import { v7 } from 'uuid';
import type { EventStore } from '#event-store';
import type { Ledger } from '#ledger';
import { Batch, type Entry } from './batch.js';
import type { FileItem, FileItems } from './file-item.js';
import { mapItem } from './map-item.js';
import { InvalidItem } from './mapped.js';
import { openItems, sourceOf } from './open-file.js';
import { Recorder, type Settled } from './recorder.js';
import { SeenItems } from './seen-items.js';
import { SourceIds } from './source-ids.js';

/** A line that was not recorded, and why; a line with several problems has one of these for each. */
export interface LineError {
  readonly line: number;
  readonly key?: string;
  readonly reason: string;
  /** Spelled as in the file; a step's field begins with `steps.<its key>`. */
  readonly field?: string;
}

export interface ImportResult {
  /** Lines (objects) read; each is either recorded, already there, or failed. */
  readonly read: number;
  /** Lines that recorded something: a new union or case, or further steps of a known one. */
  readonly recorded: number;
  readonly alreadyThere: number;
  readonly failed: number;
  /** Events recorded. */
  readonly steps: number;
  /** Position of the last event recorded; undefined when nothing was. */
  readonly lastPosition?: string;
  /** Last line handled. */
  readonly lastLine: number;
  /** The import was stopped by its signal before the end of the file. */
  readonly aborted: boolean;
}

export interface ImportProgress extends ImportResult {
  /** How much of the file has been handled, on the scale of `size`; `size` is undefined for a pipe. */
  readonly done: number;
  readonly size?: number;
}

export interface ImportOptions {
  /** What ids derive from; by default the file's name without its extension. */
  readonly source?: string;
  /** Stops reading; what was read is recorded, and the result says how far that is. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly onError?: (error: LineError) => void;
}

/** Calls to the store at a time: one is being answered while the next is read, validated and decided. */
const MAX_IN_FLIGHT = 2;

/**
 * Records the unions and cases of a file, each line all or none, and each exactly once however often it is imported.
 * @throws UnreadableFile when the file cannot be read, or not to its end; StoreUnavailable when the store went away
 * (repeat the import: what was recorded stays, and stays once).
 */
export async function importFile(
  path: string,
  ledger: Ledger,
  store: EventStore,
  options: ImportOptions = {},
): Promise<ImportResult> {
  const items = await openItems(path, options.signal);
  return importItems(items, ledger, store, { ...options, source: options.source ?? sourceOf(path) });
}

/** The same for a file that was opened before, by `openItems`. */
export async function importItems(
  items: FileItems,
  ledger: Ledger,
  store: EventStore,
  options: ImportOptions & { readonly source: string },
): Promise<ImportResult> {
  return new Import(items, ledger, options).run((await store.head()) ?? '');
}

class Import {
  private readonly seen = new SeenItems();
  private readonly ids: SourceIds;
  private readonly inFlight: { readonly batch: Batch; readonly settled: Promise<Settled> }[] = [];
  private batch = new Batch();
  private progress: ImportProgress;

  constructor(
    private readonly file: FileItems,
    private readonly ledger: Ledger,
    private readonly options: ImportOptions & { readonly source: string },
  ) {
    this.ids = new SourceIds(options.source);
    const nothing = { read: 0, recorded: 0, alreadyThere: 0, failed: 0, steps: 0, lastLine: 0 };
    this.progress = { ...nothing, aborted: false, done: 0, size: file.size };
  }

  /** `head`: what is at or before this position was there before the import. */
  async run(head: string): Promise<ImportResult> {
    const recorder = new Recorder(this.ledger, head, {
      recordedBy: `import:${this.ids.source}`,
      correlationId: v7(),
    });
    try {
      for await (const item of this.untilAborted()) {
        const entry = this.entryOf(item);
        if (entry && this.isLate(entry)) await this.settleAll(recorder);
        if (entry) this.batch.add(item, entry);
        if (this.batch.isFull) await this.send(recorder);
      }
      await this.settleAll(recorder);
    } finally {
      await Promise.allSettled(this.inFlight.map(({ settled }) => settled));
    }
    const { done: _, size: __, ...result } = this.progress;
    return result;
  }

  private async *untilAborted(): AsyncGenerator<FileItem> {
    const { signal } = this.options;
    try {
      for await (const item of this.file.items) {
        if (signal?.aborted) break;
        yield item;
      }
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
    if (signal?.aborted) this.progress = { ...this.progress, aborted: true };
  }

  /** What a line asks to record; a bad one is put into the batch as it is. */
  private entryOf(item: FileItem): Entry | undefined {
    if ('unreadable' in item) return void this.batch.refuse(item, { problems: [{ reason: item.unreadable }] });
    try {
      const mapped = mapItem(item.value, this.ids);
      const sighting = this.seen.see(mapped.id, item.text, item.line);
      if (typeof sighting === 'object') {
        const reason = `the key was used on line ${sighting.line} for something else`;
        return void this.batch.refuse(item, { key: mapped.key, problems: [{ field: 'key', reason }] });
      }
      return { line: item.line, mapped, repeated: sighting === 'same' };
    } catch (error) {
      if (!(error instanceof InvalidItem)) throw error;
      return void this.batch.refuse(item, { key: error.key, problems: error.problems });
    }
  }

  /**
   * Whether it is a union that lines in hand refer to already. These must be recorded, and fail, without it: otherwise
   * it would hang on the size of a batch whether they do.
   */
  private isLate({ mapped, repeated }: Entry): boolean {
    if (mapped.kind !== 'union' || repeated) return false;
    return this.batch.names(mapped.id) || this.inFlight.some(({ batch }) => batch.names(mapped.id));
  }

  private async settleAll(recorder: Recorder): Promise<void> {
    await this.send(recorder);
    while (this.inFlight.length > 0) await this.settleOldest();
  }

  private async send(recorder: Recorder): Promise<void> {
    if (this.batch.lines === 0) return;
    if (this.inFlight.length === MAX_IN_FLIGHT) await this.settleOldest();
    const settled = recorder.record(this.batch);
    settled.catch(() => undefined); // seen when its turn comes
    this.inFlight.push({ batch: this.batch, settled });
    this.batch = new Batch();
  }

  private async settleOldest(): Promise<void> {
    const { batch, recorded, alreadyThere, failed, steps, lastPosition } = await this.inFlight.shift()!.settled;
    const before = this.progress;
    this.progress = {
      ...before,
      read: before.read + batch.lines,
      recorded: before.recorded + recorded,
      alreadyThere: before.alreadyThere + alreadyThere,
      failed: before.failed + failed.length,
      steps: before.steps + steps,
      lastPosition: latest(before.lastPosition, lastPosition),
      lastLine: batch.lastLine,
      done: batch.end,
    };
    for (const { line, key, problems } of failed) {
      for (const problem of problems) this.options.onError?.({ line, key, ...problem });
    }
    this.options.onProgress?.(this.progress);
  }
}

function latest(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}
