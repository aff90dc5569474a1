import type { BatchOutcome, Ledger, Recorded, WriteContext } from '#ledger';
import type { BadEntry, Batch, Entry } from './batch.js';
import { problemsOf } from './refused.js';

/** What became of a batch. */
export interface Settled {
  readonly batch: Batch;
  /** Lines that recorded something. */
  readonly recorded: number;
  readonly alreadyThere: number;
  /** In the order of the file. */
  readonly failed: readonly BadEntry[];
  /** Events recorded. */
  readonly steps: number;
  readonly lastPosition?: string;
}

interface Outcome {
  readonly entry: Entry;
  readonly recorded?: readonly Recorded[];
  readonly error?: unknown;
}

/** Records batches, the unions of one after those of the one before, and tells what is new from what was there. */
export class Recorder {
  private unionsRecorded: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly ledger: Ledger,
    /** Position of the last event before the import began. */
    private readonly head: string,
    private readonly context: WriteContext,
  ) {}

  async record(batch: Batch): Promise<Settled> {
    const unions = this.unionsRecorded.then(() => this.recordUnions(batch.unions));
    this.unionsRecorded = unions.catch(() => undefined);
    const outcomes = [...(await unions), ...(await this.recordCases(batch.cases))];
    return this.settle(batch, outcomes);
  }

  /** Unions at once, but none before its parent, which may be new itself. */
  private async recordUnions(entries: readonly Entry[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    let waiting = entries;
    while (waiting.length > 0) {
      const ids = new Set(waiting.map(({ mapped }) => mapped.id));
      const first = waiting.findIndex((entry, index) => index > 0 && dependsOn(entry, ids));
      const wave = first < 0 ? waiting : waiting.slice(0, first);
      outcomes.push(...(await Promise.all(wave.map((entry) => this.recordUnion(entry)))));
      waiting = waiting.slice(wave.length);
    }
    return outcomes;
  }

  private recordUnion(entry: Entry): Promise<Outcome> {
    return outcomeOf(entry, this.ledger.recordInUnion(entry.mapped.id, entry.mapped.commands, this.context));
  }

  private async recordCases(entries: readonly Entry[]): Promise<Outcome[]> {
    if (entries.length === 0) return [];
    const batches = entries.map(({ mapped }) => ({ caseId: mapped.id, commands: mapped.commands }));
    const outcomes = await this.ledger.recordCases(batches, this.context);
    return Promise.all(entries.map((entry, index) => this.afterRecording(entry, outcomes[index]!)));
  }

  private async afterRecording(entry: Entry, outcome: BatchOutcome): Promise<Outcome> {
    if (!outcome.ok) return { entry, error: outcome.error };
    return this.isNew(outcome.recorded) ? { entry, recorded: outcome.recorded } : this.compare(entry);
  }

  /** The store knows a repeated append by its ids alone; whether the case says the same is for the ledger to see. */
  private compare(entry: Entry): Promise<Outcome> {
    return outcomeOf(entry, this.ledger.recordInCase(entry.mapped.id, entry.mapped.commands, this.context));
  }

  private isNew(recorded: readonly Recorded[]): boolean {
    return recorded.some(({ position }) => position > this.head);
  }

  private settle(batch: Batch, outcomes: readonly Outcome[]): Settled {
    const failed = [...batch.bad];
    let steps = 0;
    let recorded = 0;
    let lastPosition: string | undefined;
    for (const { entry, recorded: landed, error } of outcomes) {
      if (!landed) {
        failed.push({ line: entry.line, key: entry.mapped.key, problems: problemsOf(error, entry.mapped) });
        continue;
      }
      const fresh = entry.repeated ? [] : landed.filter(({ position }) => position > this.head);
      steps += fresh.length;
      if (fresh.length > 0) recorded += 1;
      for (const { position } of fresh) if (!lastPosition || position > lastPosition) lastPosition = position;
    }
    const alreadyThere = batch.lines - failed.length - recorded;
    failed.sort((a, b) => a.line - b.line);
    return { batch, recorded, alreadyThere, failed, steps, lastPosition };
  }
}

function dependsOn({ mapped }: Entry, ids: ReadonlySet<string>): boolean {
  return [...mapped.names.keys()].some((id) => id !== mapped.id && ids.has(id));
}

async function outcomeOf(entry: Entry, recording: Promise<Recorded[]>): Promise<Outcome> {
  try {
    return { entry, recorded: await recording };
  } catch (error) {
    return { entry, error };
  }
}
