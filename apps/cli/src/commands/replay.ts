import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { countedBy, type EventStore } from '#event-store';
import { EventConditions, EVENT_TYPES, streamOf, type Subject } from '#interchange';
import { partDone } from '#log-copy';
import { FrameRequest, momentOf } from '#read-models';
import { AMENDMENTS, replayEvents, type Moment, type Replay } from '#replay';
import { EXIT, type ExitStatus } from '../exit-status.js';
import { wrongUsage } from '../failure.js';
import { writeText } from '../output.js';
import { showProgress } from '../progress/progress.js';
import { FoldThread } from '../replay/fold-thread.js';
import type { Format } from '../replay/messages.js';
import { Stepping } from '../replay/stepping.js';
import { orWrongUsage, requestOf } from '../asked.js';
import { noSuch, subjectNamed } from '../subject-named.js';
import { inLog } from '../workplace.js';

export interface ReplayCommand {
  readonly path: string;
  /** What the API takes of events, by the names of its parameters. */
  readonly conditions: Readonly<Record<string, string>>;
  readonly stream?: string;
  readonly source?: string;
  readonly asOf?: string;
  readonly knownAt?: string;
  /** As known now. */
  readonly corrected?: boolean;
  readonly step?: boolean;
  readonly format?: Format;
  readonly output?: string;
  /** Megabytes. */
  readonly memory: number;
}

/** What is asked for, checked before anything is opened. */
interface Asked {
  readonly conditions: EventConditions;
  readonly subject: Subject | undefined;
  readonly moment: Moment | undefined;
  readonly now: number;
}

/** Folds the selected history with a function of the user's own; the result goes to a file or to standard output. */
export async function replayCommand(command: ReplayCommand, signal: AbortSignal): Promise<ExitStatus> {
  const asked = await orWrongUsage(async () => askedIn(command));
  const { moment, now } = asked;
  const path = await existing(command.path);
  const fold = {
    path,
    context: moment ?? { asOf: now, knownAt: now },
    types: EVENT_TYPES,
    bounds: new Stepping().bounds,
  };
  const [thread, types] = await FoldThread.open(fold, command.memory, signal);
  try {
    const conditions = { ...asked.conditions, types: selectedTypes(types, asked).join(',') };
    await writeText(command.output, folded(thread, { ...asked, conditions }, command, signal));
    return EXIT.done;
  } catch (error) {
    if (error === ENOUGH) return EXIT.interrupted;
    throw error;
  } finally {
    await thread.close();
  }
}

/** Somebody has seen enough: there is no result. */
const ENOUGH = new Error('seen enough');

/** @throws ENOUGH */
async function* folded(
  thread: FoldThread,
  { conditions, subject, moment }: Asked,
  command: ReplayCommand,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  const { step, format, output } = command;
  await inLog(async ({ store, ledger }) => {
    await refuseBeyond(store, conditions);
    if (subject) await refuseUnknown(store, subject, command);
    const stream = subject && streamOf(subject);
    const replay = { store, ledger, conditions, stream, moment, signal };
    await (step ? foldInSteps(thread, replay) : foldAll(thread, replay));
  });
  yield* thread.result(format ?? (output?.endsWith('.csv') ? 'csv' : 'json'));
}

/** Bars go to standard error; what is folded is no more than a page behind what is read. */
async function foldAll(thread: FoldThread, replay: Replay): Promise<void> {
  const { from, to } = replay.conditions;
  const end = to ?? (await replay.store.head());
  const progress = showProgress('replaying');
  const onProgress: Replay['onProgress'] = ({ looked, position }) =>
    progress.update({ events: looked, fraction: partDone(from, position, end) });
  let folding: Promise<unknown> = Promise.resolve();
  try {
    for await (const events of replayEvents({ ...replay, onProgress })) {
      await folding;
      folding = thread.apply(events);
      // Waited for above, when the next page is there.
      folding.catch(() => undefined);
    }
    await folding;
  } finally {
    progress.stop();
  }
}

/** @throws ENOUGH */
async function foldInSteps(thread: FoldThread, replay: Replay): Promise<void> {
  const stepping = new Stepping();
  let number = 0;
  let isShowing = true;
  for await (const events of replayEvents(replay)) {
    for (const event of events) {
      const state = await thread.apply([event], isShowing ? stepping.bounds : undefined);
      number++;
      const wish = isShowing ? await stepping.show(number, event, state, replay.signal!) : 'next';
      if (wish === 'stop') throw ENOUGH;
      if (wish === 'run') isShowing = false;
    }
  }
}

function askedIn(command: ReplayCommand): Asked {
  const now = Date.now();
  const conditions = requestOf(EventConditions, command.conditions);
  const subject = command.stream === undefined ? undefined : subjectNamed(command.stream, command.source);
  return { conditions, subject, moment: momentAsked(command, now), now };
}

function momentAsked({ asOf, knownAt, corrected }: ReplayCommand, now: number): Moment | undefined {
  if (asOf === undefined && knownAt === undefined && !corrected) return undefined;
  const dates = requestOf(FrameRequest, { asOf, knownAt });
  return { asOf: momentOf('asOf', dates.asOf, now), knownAt: momentOf('knownAt', dates.knownAt, now) };
}

/** Those that the fold counts and the selection has. */
function selectedTypes(counted: readonly string[], { conditions, moment }: Asked): string[] {
  const asked = conditions.types?.split(',') ?? counted;
  if (moment && asked.every((type) => (AMENDMENTS as readonly string[]).includes(type))) {
    throw wrongUsage(
      `${asked.join(' and ')} are applied with --as-of, --known-at and --corrected: no event is left to fold`,
    );
  }
  const types = counted.filter((type) => asked.includes(type));
  if (types.length > 0) return types;
  throw wrongUsage(`--types: the fold counts none of these, but ${counted.join(', ')}`);
}

async function existing(path: string): Promise<string> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw wrongUsage(`${path} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}`);
  });
  if (!found.isFile() || !/\.[cm]?[jt]s$/.test(path)) {
    throw wrongUsage(
      `${path} is no module: a fold is a file of JavaScript or TypeScript (.js, .mjs, .cjs, .ts, .mts, .cts)`,
    );
  }
  return resolve(path);
}

/** What there is not would look like something to which nothing has happened. @throws CommandFailed */
async function refuseUnknown(
  store: EventStore,
  subject: Subject,
  { stream: name, source }: ReplayCommand,
): Promise<void> {
  for await (const { events } of store.readStream(streamOf(subject), { limit: 1 })) if (events.length > 0) return;
  throw wrongUsage(`--stream: ${noSuch(name!, subject, source)}`);
}

/** @throws CommandFailed when a position lies beyond the end of the log, or is of another log */
async function refuseBeyond(store: EventStore, { from, to }: EventConditions): Promise<void> {
  const head = await store.head();
  for (const [option, position] of Object.entries({ '--from': from, '--to': to })) {
    if (position === undefined) continue;
    if (head !== undefined && countedBy(position)?.unit !== countedBy(head)?.unit) {
      throw wrongUsage(`${option}: ${position} is no position of this log, which ends at ${head}`);
    }
    if (head === undefined || position > head) {
      throw wrongUsage(`${option}: ${position} lies beyond the end of the log, ${head ?? 'which is empty'}`);
    }
  }
}
