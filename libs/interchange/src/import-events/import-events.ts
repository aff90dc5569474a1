import { LRUCache } from 'lru-cache';
import { ImpossibleEvent } from '#cases';
import {
  EventTooLarge,
  InvalidEvent,
  readWholeStream,
  WrongExpectedRevision,
  type EventStore,
  type RecordedEvent,
} from '#event-store';
import { unionsNamedIn } from '#ledger';
import { windowsOf } from '#log-copy';
import { InvalidContent, UnknownSchema } from '#unions';
import type { FileItem, FileItems } from '../file-item.js';
import type { ImportOptions, ImportProgress, ImportResult } from '../import.js';
import { InvalidItem, type Problem } from '../mapped.js';
import { eventOfLine } from './cloud-event-line.js';
import { ImpossibleStart, StreamImage } from './stream-image.js';

export interface EventImportOptions extends Omit<ImportOptions, 'source'> {
  /** Whether the store keeps the appends of one call in their order and stores all or none: then more go into a call. */
  readonly atomic?: boolean;
}

const BATCH_EVENTS = 1_000;
const BATCH_CHARACTERS = 4 * 1024 * 1024;
const STREAMS_KNOWN = 10_000;

/**
 * Records exported events as they were: their ids, streams, revisions, times and contents. Each is checked as any that is
 * recorded: what it says, and that its stream can have it next. One that is there already, to the byte, stays as it is.
 * @throws UnreadableFile when the file cannot be read to its end; StoreUnavailable (repeat the import)
 */
export async function importEvents(
  items: FileItems,
  store: EventStore,
  options: EventImportOptions = {},
): Promise<ImportResult> {
  return new EventImport(items, store, options).run();
}

interface Waiting {
  readonly line: number;
  readonly event: RecordedEvent;
}

class EventImport {
  private readonly images = new LRUCache<string, StreamImage>({ max: STREAMS_KNOWN });
  private waiting: Waiting[] = [];
  private characters = 0;
  private progress: ImportProgress;

  constructor(
    private readonly file: FileItems,
    private readonly store: EventStore,
    private readonly options: EventImportOptions,
  ) {
    const nothing = { read: 0, recorded: 0, alreadyThere: 0, failed: 0, steps: 0, lastLine: 0 };
    this.progress = { ...nothing, aborted: false, done: 0, size: file.size };
  }

  async run(): Promise<ImportResult> {
    const { signal } = this.options;
    try {
      for await (const item of this.file.items) {
        if (signal?.aborted) break;
        await this.take(item);
      }
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
    await this.flush();
    const { done: _, size: __, ...result } = this.progress;
    return { ...result, aborted: signal?.aborted ?? false };
  }

  private async take(item: FileItem): Promise<void> {
    const { line, end } = item;
    this.progress = { ...this.progress, read: this.progress.read + 1, lastLine: line, done: end };
    const event = this.eventOf(item);
    if (event) await this.enter(line, event);
    if (this.waiting.length < BATCH_EVENTS && this.characters < BATCH_CHARACTERS) return;
    await this.flush();
  }

  private eventOf(item: FileItem): RecordedEvent | undefined {
    if ('unreadable' in item) return void this.fail(item.line, [{ reason: item.unreadable }]);
    try {
      return eventOfLine(item.value);
    } catch (error) {
      if (!(error instanceof InvalidItem)) throw error;
      return void this.fail(item.line, error.problems, error.key);
    }
  }

  private async enter(line: number, event: RecordedEvent): Promise<void> {
    const image = await this.imageOf(event.stream);
    if (image.has(event)) {
      this.progress = { ...this.progress, alreadyThere: this.progress.alreadyThere + 1 };
      return;
    }
    const problems = (await this.problemsWith(event, image)) ?? extend(image, event);
    if (problems) return this.fail(line, problems, event.id);
    this.waiting.push({ line, event });
    this.characters += event.json.data.length;
  }

  private async problemsWith(event: RecordedEvent, image: StreamImage): Promise<Problem[] | undefined> {
    const { stream, revision, data } = event;
    if (revision < image.length) return [{ field: 'revision', reason: `${stream} has another event at ${revision}` }];
    if (revision > image.length) {
      const reason = `${stream} lacks revision ${image.length} here, which must come before ${revision}`;
      return [{ field: 'revision', reason }];
    }
    for (const unionId of unionsNamedIn({ content: data })) {
      if (stream === `union-${unionId}` || (await this.imageOf(`union-${unionId}`)).length > 0) continue;
      return [{ field: 'data', reason: `there is no union ${unionId}: its events must come before` }];
    }
    return undefined;
  }

  private async imageOf(stream: string): Promise<StreamImage> {
    const known = this.images.get(stream);
    if (known) return known;
    // What waits is not in the store yet, and its image may have been forgotten.
    if (this.waiting.some(({ event }) => event.stream === stream)) await this.flush();
    const image = new StreamImage(stream);
    for (const event of await readWholeStream(this.store, stream)) image.add(event);
    this.images.set(stream, image);
    return image;
  }

  private async flush(): Promise<void> {
    const { waiting } = this;
    [this.waiting, this.characters] = [[], 0];
    const lines = waiting.map(({ line }) => line)[Symbol.iterator]();
    const events = waiting.map(({ event }) => event);
    for (const window of windowsOf(events, !this.options.atomic)) {
      const outcomes = await this.store.appendMany(window);
      for (const [index, outcome] of outcomes.entries()) {
        const { stream, events: appended } = window[index]!;
        const own = appended.map(({ id }) => ({ id, line: lines.next().value! }));
        if (outcome.ok) this.landed(own.length, outcome.appended.position);
        else this.refused(stream, own, outcome.error);
      }
    }
    this.options.onProgress?.(this.progress);
  }

  private landed(events: number, position: string): void {
    const { recorded, steps, lastPosition = '' } = this.progress;
    this.progress = {
      ...this.progress,
      recorded: recorded + events,
      steps: steps + events,
      lastPosition: position > lastPosition ? position : lastPosition,
    };
  }

  /** @throws the error itself when it is not about the events, such as StoreUnavailable */
  private refused(stream: string, own: readonly { readonly id: string; readonly line: number }[], error: Error): void {
    this.images.delete(stream);
    const isOurs =
      error instanceof WrongExpectedRevision || error instanceof EventTooLarge || error instanceof InvalidEvent;
    if (!isOurs) throw error;
    for (const { id, line } of own) this.fail(line, [{ reason: error.message }], id);
  }

  private fail(line: number, problems: readonly Problem[], key?: string): void {
    this.progress = { ...this.progress, failed: this.progress.failed + 1 };
    for (const problem of problems) this.options.onError?.({ line, key, ...problem });
  }
}

/** What keeps an event from being the next of its stream; undefined once it is. */
function extend(image: StreamImage, event: RecordedEvent): Problem[] | undefined {
  try {
    image.extend(event);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidContent) {
      return error.errors.map(({ field, message }) => ({ field: field ? `data.${field}` : 'data', reason: message }));
    }
    if (error instanceof UnknownSchema) return [{ field: 'schemaversion', reason: error.message }];
    if (error instanceof ImpossibleEvent || error instanceof ImpossibleStart) return [{ reason: error.message }];
    throw error;
  }
}
