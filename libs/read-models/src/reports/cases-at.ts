import type { EntityManager } from 'typeorm';
import { foldCase, type CaseState, type RecordedCaseEvent } from '#cases';
import { upcastCase } from '#ledger';
import { historyOf, type ViewedHistory } from '#measures';
import type { Instant } from '#time';
import { batches } from '../batches.js';
import { storedEvent, type TimelineRow } from '../timeline-event.js';
import { standingOf } from '../views/case-view.js';
import { knownIn, type Frame } from './frame.js';

/** A case as a frame has it. */
export interface CaseAtFrame {
  readonly caseId: string;
  readonly state: CaseState;
  readonly history: ViewedHistory;
  /** The case that this one was linked to as its duplicate. */
  readonly duplicateOf: string | null;
  /** Left out of figures: the case that it duplicates is in them. Links that lead nowhere leave nobody out. */
  readonly isDuplicate: boolean;
}

export interface CasesAsked {
  readonly caseId?: string;
  /** Only cases from this id on. */
  readonly from?: string;
  /** Only these. */
  readonly caseIds?: readonly string[] | undefined;
}

interface StoredRow extends TimelineRow {
  readonly case_id: string;
}

const ROWS_AT_A_TIME = 2_000;

/** Every case that a frame has, in the order of their ids, some at a time; memory does not grow with the ledger. */
export async function* casesAt(
  db: EntityManager,
  frame: Frame,
  asked: CasesAsked = {},
): AsyncGenerator<CaseAtFrame[], void, undefined> {
  for await (const timelines of timelinesOf(db, asked)) {
    const cases = timelines.flatMap(([caseId, rows]) => caseAtFrame(caseId, rows, frame) ?? []);
    const links = cases.map(({ duplicateOf }) => duplicateOf).filter((id) => id !== null);
    const originals = await originalsAmong(db, frame, links);
    yield cases.map((one) => ({ ...one, isDuplicate: originals.has(one.duplicateOf) }));
    // Others have a turn.
    await new Promise(setImmediate);
  }
}

/** What the tables have of a case, in the order of recording. */
export type Timeline = readonly [caseId: string, rows: readonly TimelineRow[]];

/** The timelines of cases, in the order of their ids, some at a time. */
export async function* timelinesOf(
  db: EntityManager,
  { caseId, from, caseIds }: CasesAsked,
): AsyncGenerator<Timeline[], void, undefined> {
  await db.query(
    `DECLARE timelines_read NO SCROLL CURSOR FOR
     SELECT case_id, revision, event FROM timelines
     WHERE ($1::uuid IS NULL OR case_id = $1) AND ($2::uuid IS NULL OR case_id >= $2)
       AND ($3::uuid[] IS NULL OR case_id = ANY ($3)) ORDER BY case_id, revision`,
    [caseId ?? null, from ?? null, caseIds ?? null],
  );
  const fetch = () => db.query<StoredRow[]>(`FETCH ${ROWS_AT_A_TIME} FROM timelines_read`);
  let unfinished: StoredRow[] = [];
  for await (const rows of batches(fetch)) {
    const read = [...unfinished, ...rows];
    // What comes next may belong to the last case.
    const end = read.findLastIndex((row) => row.case_id !== read.at(-1)!.case_id) + 1;
    unfinished = read.slice(end);
    if (end > 0) yield timelinesIn(read.slice(0, end));
  }
  if (unfinished.length > 0) yield timelinesIn(unfinished);
  await db.query('CLOSE timelines_read');
}

/** Rows by case; those of one case stand together. */
function timelinesIn(rows: readonly StoredRow[]): Timeline[] {
  const timelines = new Map<string, TimelineRow[]>();
  for (const row of rows) {
    const own = timelines.get(row.case_id);
    if (own) own.push(row);
    else timelines.set(row.case_id, [row]);
  }
  return [...timelines];
}

export function eventsIn(rows: readonly TimelineRow[]): RecordedCaseEvent[] {
  return rows.map((row) => upcastCase(storedEvent(row)));
}

function caseAtFrame(caseId: string, rows: readonly TimelineRow[], frame: Frame): CaseAtFrame | undefined {
  return caseAfter(caseId, knownIn(eventsIn(rows), frame), frame.asOf);
}

/** A case as its first events leave it; undefined before it opened. Nothing is said of whether it counts as a duplicate. */
export function caseAfter(
  caseId: string,
  events: readonly RecordedCaseEvent[],
  asOf?: Instant,
): CaseAtFrame | undefined {
  if (events.length === 0) return undefined;
  const state = foldCase(caseId, events);
  const history = historyOf(state, asOf);
  if (!history.opening) return undefined;
  const { duplicateOf } = standingOf(history);
  return { caseId, state, history, duplicateOf, isDuplicate: false };
}

/** The timelines of some cases. */
export async function timelinesAmong(db: EntityManager, caseIds: readonly string[]): Promise<Timeline[]> {
  if (caseIds.length === 0) return [];
  const rows = await db.query<StoredRow[]>(
    `SELECT case_id, revision, event FROM timelines WHERE case_id = ANY ($1::uuid[]) ORDER BY case_id, revision`,
    [caseIds],
  );
  return timelinesIn(rows);
}

/** Which of some cases a frame has, and has linked to no other. */
async function originalsAmong(
  db: EntityManager,
  frame: Frame,
  caseIds: readonly string[],
): Promise<Set<string | null>> {
  const found = (await timelinesAmong(db, caseIds)).flatMap(([caseId, own]) => caseAtFrame(caseId, own, frame) ?? []);
  return new Set(found.filter(({ duplicateOf }) => duplicateOf === null).map(({ caseId }) => caseId));
}
