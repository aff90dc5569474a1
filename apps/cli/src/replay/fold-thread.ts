import { Worker } from 'node:worker_threads';
import type { ReplayedEvent, StateBounds } from '#folds';
import { EXIT } from '../exit-status.js';
import { CommandFailed, wrongUsage } from '../failure.js';
import type { Answer, FoldFailure, FoldToRun, Format, Request } from './messages.js';

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** A fold at work in a thread of its own, which can be ended whatever it does, and has a memory of its own. */
export class FoldThread {
  private waiting: Waiting | undefined;
  private ended: Error | undefined;
  private folding: readonly ReplayedEvent[] = [];

  private constructor(
    private readonly worker: Worker,
    private readonly path: string,
    private readonly memory: number,
    signal: AbortSignal,
  ) {
    worker.on('message', (answer: Answer) => this.settle((waiting) => waiting.resolve(answer)));
    worker.on('error', (error) => this.end(this.describe(error)));
    worker.on('exit', () => this.end(new CommandFailed(`${path} ended its thread${this.soFar()}`, EXIT.partly)));
    signal.addEventListener('abort', () => void this.close(), { once: true });
  }

  /**
   * Loads a fold and makes its first state.
   * @param memory megabytes that the state and all else of the fold may take
   * @throws CommandFailed when it is no fold, or fails at once
   */
  static async open(fold: FoldToRun, memory: number, signal: AbortSignal): Promise<[FoldThread, readonly string[]]> {
    const worker = new Worker(new URL('./fold-worker.js', import.meta.url), {
      workerData: fold,
      resourceLimits: { maxOldGenerationSizeMb: memory },
      stdout: true,
    });
    // What a fold prints is no part of its result.
    worker.stdout.pipe(process.stderr, { end: false });
    const thread = new FoldThread(worker, fold.path, memory, signal);
    const answer = await thread.answered();
    if (answer.kind === 'ready') return [thread, answer.types];
    await thread.close();
    throw thread.refused(answer);
  }

  /** Applies events in order; with bounds, returns the state after them. @throws CommandFailed */
  async apply(events: readonly ReplayedEvent[], show?: StateBounds): Promise<string> {
    this.folding = events.length > 0 ? events : this.folding;
    const answer = await this.ask({ kind: 'apply', events, show });
    if (answer.kind !== 'applied') throw this.refused(answer);
    return answer.state ?? '';
  }

  /** The result as text, piece by piece. @throws CommandFailed */
  async *result(format: Format): AsyncGenerator<string, void, undefined> {
    let answer = await this.ask({ kind: 'finish', format });
    for (; answer.kind === 'piece'; answer = await this.ask({ kind: 'more' })) yield answer.text;
    if (answer.kind !== 'end') throw this.refused(answer);
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private ask(request: Request): Promise<Answer> {
    if (this.ended) return Promise.reject(this.ended);
    this.worker.postMessage(request);
    return this.answered();
  }

  private answered(): Promise<Answer> {
    return new Promise((resolve, reject) => (this.waiting = { resolve, reject }));
  }

  private settle(how: (waiting: Waiting) => void): void {
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting) how(waiting);
  }

  private end(error: Error): void {
    this.ended ??= error;
    this.settle((waiting) => waiting.reject(this.ended!));
  }

  private describe(error: unknown): Error {
    if ((error as { code?: unknown }).code !== 'ERR_WORKER_OUT_OF_MEMORY') {
      return new CommandFailed(`${this.path} failed${this.soFar()}: ${(error as Error).message}`, EXIT.partly);
    }
    const advice = 'keep less in the state, select fewer events, or allow more with --memory';
    return new CommandFailed(`${this.path} needs more than ${this.memory} MB${this.soFar()}: ${advice}`, EXIT.partly);
  }

  /** A thread that ended cannot say at which event. */
  private soFar(): string {
    const [first] = this.folding;
    if (!first) return ' before the first event';
    return ` at or after ${first.type}, revision ${first.revision} of ${first.stream}, position ${first.position}`;
  }

  private refused(answer: Answer): CommandFailed {
    if (answer.kind === 'refused') return wrongUsage(`${this.path} is no fold: ${answer.problems.join('; ')}`);
    if (answer.kind === 'unwritable')
      return new CommandFailed(`the result cannot be written: ${answer.reason}`, EXIT.partly);
    return new CommandFailed(failureText(answer as FoldFailure), EXIT.partly);
  }
}

function failureText({ message, where, folded, state }: FoldFailure): string {
  return [message, ...(where ? [`  ${where}`] : []), `the state when it failed, after ${folded} events:`, state].join(
    '\n',
  );
}
