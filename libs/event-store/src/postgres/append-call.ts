import { WrongExpectedRevision } from '../errors.js';
import { toPosition } from '../position.js';
import type { AppendOutcome } from '../port.js';
import type { PreparedAppend, PreparedEvent } from '../prepared-append.js';
import type { AppendGroup } from './append-group.js';
import { bigintArray, parseBigints, textArray, uuidArray } from './binary-array.js';
import type { Database } from './database.js';
import type { Parameter } from './prepared-query.js';
import { statement } from './sql.js';

const APPEND_ONE = statement('append_one');
const APPEND_MANY = statement('append_many');

/** The outcome of an append, or what to do with it: send it again, because another one held the group back. */
export type Verdict = AppendOutcome | 'again' | 'again_alone';

/** One call, one commit: all appends of the group are stored, or none. A verdict for each, in their order. */
export async function callAppend(database: Database, group: AppendGroup, deadline: number): Promise<Verdict[]> {
  const single = group.events === 1 ? group.members[0] : undefined;
  if (single) {
    const position = await appendOne(database, single.append, deadline);
    if (position !== null) return [landedAt(single.append, Number(position))];
  }
  const [head, actual, landed] = await appendMany(database, group, deadline);
  return actual === null
    ? storedAfter(Number(head), group)
    : verdicts(group, parseBigints(actual), parseBigints(landed));
}

async function appendOne(database: Database, append: PreparedAppend, deadline: number): Promise<string | null> {
  const { id, type, data, metadata } = append.events[0]!;
  const parameters = [append.stream, String(append.expected), id, type, data, metadata];
  const [row] = await database.query(APPEND_ONE, parameters, deadline);
  return row![0]!;
}

/** Where the group was stored; or, when it was not, each stream's revision and where its events were stored before. */
type Answer =
  readonly [head: string, actual: null, landed: null] | readonly [head: null, actual: string, landed: string];

async function appendMany(database: Database, group: AppendGroup, deadline: number): Promise<Answer> {
  const [row] = await database.query(APPEND_MANY, parametersOf(group), deadline);
  return row as unknown as Answer;
}

function parametersOf(group: AppendGroup): Parameter[] {
  const streams: string[] = [];
  const revisions: number[] = [];
  const events: PreparedEvent[] = [];
  for (const { append } of group.members) {
    let revision = append.expected;
    for (const event of append.events) {
      streams.push(append.stream);
      revisions.push(++revision);
      events.push(event);
    }
  }
  return [
    textArray([...group.runs.keys()]),
    bigintArray([...group.runs.values()].map((run) => run.expected)),
    textArray(streams),
    bigintArray(revisions),
    uuidArray(events.map((event) => event.id)),
    textArray(events.map((event) => event.type)),
    textArray(events.map((event) => event.data)),
    textArray(events.map((event) => event.metadata)),
  ];
}

function storedAfter(head: number, group: AppendGroup): Verdict[] {
  let position = head;
  return group.members.map(({ append }) => landedAt(append, (position += append.events.length)));
}

function verdicts(group: AppendGroup, actual: (number | null)[], landed: (number | null)[]): Verdict[] {
  const byStream = new Map<string, (append: PreparedAppend) => Verdict>();
  for (const [index, [stream, run]] of [...group.runs].entries()) {
    const revision = actual[index]!;
    const position = landed[index] ?? null;
    if (revision === run.expected) byStream.set(stream, () => 'again');
    else if (run.members > 1) byStream.set(stream, () => 'again_alone');
    else if (position !== null) byStream.set(stream, (append) => landedAt(append, position));
    else byStream.set(stream, (append) => refusedAt(append, revision));
  }
  return group.members.map(({ append }) => byStream.get(append.stream)!(append));
}

function landedAt({ expected, events }: PreparedAppend, position: number): AppendOutcome {
  return { ok: true, appended: { revision: expected + events.length, position: toPosition(position) } };
}

function refusedAt({ stream, expected }: PreparedAppend, actual: number): AppendOutcome {
  return { ok: false, error: new WrongExpectedRevision(stream, revisionOf(expected), revisionOf(actual)) };
}

function revisionOf(revision: number) {
  return revision < 0 ? 'no_stream' : revision;
}
