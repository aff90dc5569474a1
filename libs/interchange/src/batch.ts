import type { FileItem } from './file-item.js';
import type { Mapped, Problem } from './mapped.js';

/** A line on its way into the ledger. */
export interface Entry {
  readonly line: number;
  readonly mapped: Mapped;
  /** The file has told this before, word for word. */
  readonly repeated: boolean;
}

/** A line that will not be recorded, and why. */
export interface BadEntry {
  readonly line: number;
  readonly key?: string;
  readonly problems: readonly Problem[];
}

const MAX_EVENTS = 1_000;
/** Bounds the memory of a batch whose lines are long. */
const MAX_CHARACTERS = 4 * 1024 * 1024;

/** Lines recorded together; unions come first, so that the cases of the batch may name them. */
export class Batch {
  readonly unions: Entry[] = [];
  readonly cases: Entry[] = [];
  readonly bad: BadEntry[] = [];
  /** Where the last of its lines ends in the file. */
  end = 0;
  lastLine = 0;
  private readonly named = new Set<string>();
  private events = 0;
  private characters = 0;

  get lines(): number {
    return this.unions.length + this.cases.length + this.bad.length;
  }

  get isFull(): boolean {
    return this.events >= MAX_EVENTS || this.characters >= MAX_CHARACTERS;
  }

  /** Whether one of its lines refers to this id. */
  names(id: string): boolean {
    return this.named.has(id);
  }

  add(item: FileItem, entry: Entry): void {
    this.reach(item);
    this.events += entry.mapped.commands.length;
    for (const id of entry.mapped.names.keys()) this.named.add(id);
    (entry.mapped.kind === 'union' ? this.unions : this.cases).push(entry);
  }

  /** A bad line weighs as an event does: a file of nothing else must be told of in time, too. */
  refuse(item: FileItem, bad: Omit<BadEntry, 'line'>): void {
    this.reach(item);
    this.events += 1;
    this.bad.push({ line: item.line, ...bad });
  }

  private reach(item: FileItem): void {
    this.end = item.end;
    this.lastLine = item.line;
    this.characters += 'text' in item ? item.text.length : 0;
  }
}
