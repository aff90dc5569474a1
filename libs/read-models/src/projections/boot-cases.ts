import type { ClientBase } from 'pg';
import { emptyCase, extendCase, foldCase, type CaseState } from '#cases';
import { upcastCase, type FoldedEvent } from '#ledger';
import { PoisonEvent, type Boot } from '#projections';
import type { UnionState } from '#unions';
import { batches } from '../batches.js';
import { CaseChanges } from './case-changes.js';
import { caseLines, type CaseLines } from './case-lines.js';
import { CASES_INDEXES, TIMELINES_KEY } from './cases-tables.js';
import { DuplicateLinks } from './duplicate-links.js';
import { fillCounts } from './fill-counts.js';

/** Cases that go into one write, and those that are worked on before the connection is looked after. */
const CASES_AT_A_TIME = 300;
const CASES_AT_A_STRETCH = 50;

/** Of the time that completion takes, about; the rest goes into counting. */
const WRITING = 0.9;

/** What tells the planner how queries find rows; texts and JSON take it far longer, and nobody seeks them. */
const ANALYZE = `ANALYZE cases (case_id, opened_earliest, last_recorded, settled_at, duplicate_of),
  timelines (case_id), engagements (case_id, union_id), clock_counts (measure, union_id, changed)`;

type Unions = ReadonlyMap<string, UnionState>;

interface StoredCase {
  readonly case_id: string;
  /** JSON: its events in order. */
  readonly events: string;
}

/**
 * Makes every case's rows of its timeline, and the indexes: each row is written once, whatever lies between the events of
 * a case in the log, in the order in which the cases were opened. What is in memory does not grow with the ledger.
 */
export async function bootCases(tx: ClientBase, boot: Boot, unions: Unions): Promise<DuplicateLinks> {
  await tx.query(`SET LOCAL maintenance_work_mem = '256MB'`);
  await leaveOut(tx, boot.skipped);
  await tx.query(TIMELINES_KEY);
  const duplicates = DuplicateLinks.none();
  let writing = Promise.resolve();
  try {
    for await (const { cases, done } of storedCases(tx, boot)) {
      const changes = new CaseChanges();
      for (const [index, { case_id: caseId, events }] of cases.entries()) {
        // The connection is served in between.
        if (index % CASES_AT_A_STRETCH === CASES_AT_A_STRETCH - 1) await new Promise(setImmediate);
        const lines = linesOf(caseId, JSON.parse(events) as FoldedEvent[], unions);
        duplicates.touch(caseId, undefined, lines);
        changes.add(lines);
      }
      await writing;
      boot.onProgress(done * WRITING);
      writing = changes.write(tx);
      // It may fail before it is waited for.
      writing.catch(() => undefined);
    }
  } finally {
    await writing;
  }
  await tx.query(CASES_INDEXES);
  await duplicates.settle(tx);
  await fillCounts(tx, boot.position, (done) => boot.onProgress(WRITING + done * (1 - WRITING)));
  await tx.query(ANALYZE);
  return duplicates;
}

/** What the tables are to lack may have been applied before it was found to be impossible. */
async function leaveOut(tx: ClientBase, skipped: Boot['skipped']): Promise<void> {
  if (skipped.length === 0) return;
  await tx.query(`DELETE FROM timelines WHERE event::json ->> 'position' = ANY ($1)`, [skipped]);
}

/** All cases in the order of their openings, some at a time. */
async function* storedCases(
  tx: ClientBase,
  { skipped }: Boot,
): AsyncGenerator<{ cases: readonly StoredCase[]; done: number }, void, undefined> {
  const [size] = (await tx.query<{ n: number }>(`SELECT count(*)::integer AS n FROM (${opened(skipped)}) AS opened`))
    .rows;
  await tx.query(
    `DECLARE stored_cases NO SCROLL CURSOR FOR
     SELECT case_id, (SELECT '[' || string_agg(event, ',' ORDER BY revision) || ']'
                      FROM timelines t WHERE t.case_id = opened.case_id) AS events
     FROM (${opened(skipped)}) AS opened`,
  );
  const fetch = async () => (await tx.query<StoredCase>(`FETCH ${CASES_AT_A_TIME} FROM stored_cases`)).rows;
  let read = 0;
  for await (const cases of batches(fetch)) {
    read += cases.length;
    yield { cases, done: read / size!.n };
  }
  await tx.query('CLOSE stored_cases');
}

/** SQL: the ids of all cases. Where events were skipped, an opening may be among them. */
function opened(skipped: Boot['skipped']): string {
  return skipped.length === 0
    ? 'SELECT case_id FROM timelines WHERE revision = 0'
    : 'SELECT DISTINCT case_id FROM timelines';
}

/** @throws PoisonEvent */
function linesOf(caseId: string, events: readonly FoldedEvent[], unions: Unions): CaseLines {
  try {
    return caseLines(foldCase(caseId, events.map(upcastCase)), unions);
  } catch (error) {
    throw guilty(caseId, events, unions) ?? error;
  }
}

/** The first event after which there is no folding the case. */
function guilty(caseId: string, events: readonly FoldedEvent[], unions: Unions): PoisonEvent | undefined {
  let state: CaseState = emptyCase(caseId);
  for (const event of events) {
    try {
      state = extendCase(state, [upcastCase(event)]);
      caseLines(state, unions);
    } catch (error) {
      return new PoisonEvent(event, error);
    }
  }
  return undefined;
}
