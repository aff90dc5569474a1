import { LRUCache } from 'lru-cache';
import type { ClientBase } from 'pg';
import { CASE_EVENTS, emptyCase, extendCase, type CaseState } from '#cases';
import type { RecordedEvent } from '#event-store';
import { upcastCase } from '#ledger';
import type { Boot, Projection, ProjectionRun } from '#projections';
import { UNION_EVENTS } from '#unions';
import { foldTimeline, timelineEvent, type TimelineRow } from '../timeline-event.js';
import { bootCases } from './boot-cases.js';
import { CaseChanges } from './case-changes.js';
import { caseLines, TIMELINE_COLUMNS, type CaseLines } from './case-lines.js';
import { CASES_TABLES } from './cases-tables.js';
import { copyJson, copyLines } from './copy-lines.js';
import { CountChanges, noKnownCounts } from './count-changes.js';
import { DuplicateLinks } from './duplicate-links.js';
import { replaceUnions, unionIdOf, UnionHistories } from './union-histories.js';

/** Folded cases kept between batches; a live ledger works on few cases at a time. */
const CACHED_CASES = 5_000;

/** Cases that go into one write, and those that are worked on before the connection is looked after. */
const CASES_AT_A_TIME = 1_000;
const CASES_AT_A_STRETCH = 50;

/** What tells the level and the region of a union, which its engagements have. */
const PLACES: ReadonlySet<string> = new Set(['UnionRegistered', 'UnionMoved']);

type TouchedCase = readonly [caseId: string, events: readonly RecordedEvent[]];

/**
 * Fills `cases`, `timelines`, `engagements` and `clock_counts`. On the way to the end of the log events are but put down in
 * the timelines, of which the rest is made there. From then on a batch folds in memory and writes each row that changes once.
 */
export const casesProjection: Projection = {
  name: 'cases',
  version: 5,
  types: new Set([...Object.keys(CASE_EVENTS), ...Object.keys(UNION_EVENTS)]),
  window: { events: 5_000, bytes: 4 * 1024 * 1024 },
  // When a row changed depends on the batches; one that came to nothing is left by live runs alone.
  bookkeeping: { clock_counts: { columns: ['changed'], nothing: { column: 'counts', text: '{}' } } },

  async start(db: ClientBase): Promise<ProjectionRun> {
    return new CasesRun(await UnionHistories.load(db, 'engaged_unions'), await DuplicateLinks.load(db));
  },

  async create(tx: ClientBase): Promise<void> {
    await tx.query(CASES_TABLES);
  },
};

/** A case as folded, and the lines that the tables hold of it; unknown where it was folded from the tables. */
interface KnownCase {
  readonly state: CaseState;
  readonly lines?: CaseLines;
}

class CasesRun implements ProjectionRun {
  private readonly cases = new LRUCache<string, KnownCase>({ max: CACHED_CASES });
  private readonly counts = noKnownCounts();

  constructor(
    private readonly unions: UnionHistories,
    private duplicates: DuplicateLinks,
  ) {}

  async apply(events: readonly RecordedEvent[], tx: ClientBase, booting: boolean): Promise<void> {
    const ofUnions: RecordedEvent[] = [];
    const ofCases: RecordedEvent[] = [];
    for (const event of events) (event.stream.startsWith('union-') ? ofUnions : ofCases).push(event);
    const placed = ofUnions.length > 0 ? await this.saveUnions(tx, ofUnions) : [];
    if (booting) return copyLines(tx, 'timelines', TIMELINE_COLUMNS, timelineLines(ofCases));
    const byCase = new Map<string, RecordedEvent[]>();
    for (const event of ofCases) append(byCase, caseIdOf(event), event);
    for (const caseId of await casesOf(tx, placed)) if (!byCase.has(caseId)) byCase.set(caseId, []);
    const counts = new CountChanges();
    await this.saveCases(tx, [...byCase], counts);
    await this.duplicates.settle(tx, counts);
    await counts.write(tx, events.at(-1)!.position, this.counts);
  }

  async boot(tx: ClientBase, boot: Boot): Promise<void> {
    this.duplicates = await bootCases(tx, boot, this.unions.states);
  }

  /**
   * Returns the unions that have another level or region than before, or were unknown until now because the log has the
   * two in another order than they were recorded in: their cases have to be written anew, too.
   */
  private async saveUnions(tx: ClientBase, events: readonly RecordedEvent[]): Promise<string[]> {
    const touched = this.unions.evolve(events);
    const rows = [...touched].map((unionId) => {
      const history = this.unions.history(unionId);
      const recorded = Math.max(...history.map(({ recordedAt }) => Date.parse(recordedAt)));
      return [unionId, history, history.at(-1)!.position, recorded];
    });
    await replaceUnions(tx, 'engaged_unions', ['union_id', 'history', 'last_position', 'last_recorded'], rows);
    return [...new Set(events.filter(({ type }) => PLACES.has(type)).map(({ stream }) => unionIdOf(stream)))];
  }

  /** Folds and formats one part while PostgreSQL takes in the one before. */
  private async saveCases(tx: ClientBase, touched: readonly TouchedCase[], counts: CountChanges): Promise<void> {
    let writing = Promise.resolve();
    try {
      for (let from = 0; from < touched.length; from += CASES_AT_A_TIME) {
        const part = touched.slice(from, from + CASES_AT_A_TIME);
        const changes = await this.changes(part, await this.recall(tx, part));
        await writing;
        writing = changes.write(tx, counts);
        // It may fail before it is waited for.
        writing.catch(() => undefined);
      }
    } finally {
      await writing;
    }
  }

  private async changes(touched: readonly TouchedCase[], known: ReadonlyMap<string, KnownCase>): Promise<CaseChanges> {
    const changes = new CaseChanges();
    for (const [index, [caseId, events]] of touched.entries()) {
      // The connection is served in between.
      if (index % CASES_AT_A_STRETCH === CASES_AT_A_STRETCH - 1) await new Promise(setImmediate);
      const before = known.get(caseId);
      const state = extendCase(before?.state ?? emptyCase(caseId), events.map(upcastCase));
      const lines = caseLines(state, this.unions.states);
      this.duplicates.touch(caseId, before?.lines, lines);
      for (const line of timelineLines(events)) changes.record(line);
      if (!before) changes.add(lines);
      else if (before.lines) changes.change(caseId, before.lines, lines);
      else changes.replace(caseId, lines);
      this.cases.set(caseId, { state, lines });
    }
    return changes;
  }

  /** The cases that the tables have, from memory or, those that are not there, in one query. */
  private async recall(tx: ClientBase, touched: readonly TouchedCase[]): Promise<Map<string, KnownCase>> {
    const known = new Map<string, KnownCase>();
    const missing: string[] = [];
    for (const [caseId, events] of touched) {
      const cached = this.cases.get(caseId);
      if (cached) known.set(caseId, cached);
      else if (events[0]?.revision !== 0) missing.push(caseId);
    }
    if (missing.length === 0) return known;
    const { rows } = await tx.query<TimelineRow & { case_id: string }>({
      name: 'recall_cases',
      text: `SELECT case_id, revision, event FROM timelines WHERE case_id = ANY ($1::uuid[])
             ORDER BY case_id, revision`,
      values: [missing],
    });
    const timelines = new Map<string, TimelineRow[]>();
    for (const row of rows) append(timelines, row.case_id, row);
    for (const [caseId, own] of timelines) known.set(caseId, { state: foldTimeline(caseId, own) });
    return known;
  }
}

/** Each made when it is asked for: thousands of them, kept, would have to be collected again. */
function* timelineLines(events: readonly RecordedEvent[]): Generator<string, void, undefined> {
  for (const event of events) yield `${caseIdOf(event)}\t${event.revision}\t${copyJson(timelineEvent(event))}\n`;
}

function caseIdOf({ stream }: RecordedEvent): string {
  return stream.slice('case-'.length);
}

/** The cases in which some unions are engaged. */
async function casesOf(tx: ClientBase, unionIds: readonly string[]): Promise<string[]> {
  if (unionIds.length === 0) return [];
  const { rows } = await tx.query<{ case_id: string }>(
    'SELECT DISTINCT case_id FROM engagements WHERE union_id = ANY ($1::uuid[]) ORDER BY case_id',
    [unionIds],
  );
  return rows.map((row) => row.case_id);
}

function append<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const own = lists.get(key);
  if (own) own.push(item);
  else lists.set(key, [item]);
}
