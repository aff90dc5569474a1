import { parentPort, workerData } from 'node:worker_threads';
import { csvText, FoldFailed, foldIn, InvalidFold, jsonText, RunningFold, stateText, UnwritableResult } from '#folds';
import { loadModule } from './load-module.js';
import type { Answer, FoldFailure, FoldToRun, Format, Request } from './messages.js';

/** Characters of a result in one message. */
const PIECE = 65_536;

const { path, context, types, bounds } = workerData as FoldToRun;
const port = parentPort!;

/** A fold in a thread of its own: whatever it does there, the program can end it. */
class FoldAtWork {
  private pieces: Iterator<string> | undefined;

  constructor(private readonly running: RunningFold) {}

  answer(request: Request): Answer {
    switch (request.kind) {
      case 'apply':
        for (const event of request.events) this.running.apply(event);
        return { kind: 'applied', ...(request.show && { state: stateText(this.running.state, request.show) }) };
      case 'finish':
        this.pieces = piecesOf(this.running.finish(), request.format);
        return this.next();
      case 'more':
        return this.next();
    }
  }

  private next(): Answer {
    const next = this.pieces!.next();
    return next.done ? { kind: 'end' } : { kind: 'piece', text: next.value };
  }
}

/** Larger than what a format gives at a time: each takes a message there and back. */
function* piecesOf(result: unknown, format: Format): Generator<string, void, undefined> {
  let piece = '';
  for (const text of format === 'csv' ? csvText(result) : jsonText(result)) {
    piece += text;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

function problemWith(error: unknown): Answer {
  if (error instanceof FoldFailed) return failure(error);
  if (error instanceof UnwritableResult) return { kind: 'unwritable', reason: error.message };
  if (error instanceof InvalidFold) return { kind: 'refused', problems: error.problems };
  throw error;
}

function failure({ message, cause, folded, state }: FoldFailed): FoldFailure {
  const where = placeIn(cause);
  return { kind: 'failed', message, ...(where && { where }), folded, state: stateText(state, bounds) };
}

/** The first line of the stack that is not ours, which is in the fold or in what it calls. */
function placeIn(cause: unknown): string | undefined {
  const frames = cause instanceof Error ? (cause.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line)) : [];
  return frames.find((line) => !line.includes('running-fold.'))?.trim();
}

async function start(): Promise<void> {
  let work: FoldAtWork;
  try {
    const fold = foldIn(await loaded(), types);
    work = new FoldAtWork(new RunningFold(fold, context));
    port.postMessage({ kind: 'ready', types: [...fold.on.keys()] } satisfies Answer);
  } catch (error) {
    port.postMessage(problemWith(error));
    return;
  }
  port.on('message', (request: Request) => {
    let answer: Answer;
    try {
      answer = work.answer(request);
    } catch (error) {
      answer = problemWith(error);
    }
    port.postMessage(answer);
  });
}

async function loaded(): Promise<object> {
  try {
    return await loadModule(path);
  } catch (error) {
    const told = (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).replace(/\s*\n\s*/g, ' ');
    const where = error instanceof Error && placeIn(error);
    throw new InvalidFold([`it cannot be loaded: ${[told, where].filter(Boolean).join(' ')}`]);
  }
}

await start();
