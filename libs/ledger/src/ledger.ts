import { LRUCache } from 'lru-cache';
import { WrongExpectedRevision, type AppendOutcome, type EventStore } from '#event-store';
import type { CaseState } from '#cases';
import type { Publication } from '#publications';
import type { UnionState } from '#unions';
import type { Instant } from '#time';
import { streamOf, type Command } from './aggregate.js';
import { caseAggregate } from './case-aggregate.js';
import { Publisher, type ComputedPublication, type PublishReport } from './publisher.js';
import { settle, StreamWriter, type Decided } from './stream-writer.js';
import { unionAggregate } from './union-aggregate.js';
import { unionsNamedIn } from './unions-named-in.js';
import type { Recorded, WriteContext } from './write-context.js';

export interface LedgerOptions {
  readonly now?: () => Instant;
  /** Folded case states to keep in memory. */
  readonly cachedCases?: number;
  readonly cachedUnions?: number;
}

/** Commands for one case, recorded all or none. */
export interface CaseBatch {
  readonly caseId: string;
  readonly commands: readonly Command[];
}

export type BatchOutcome =
  { readonly ok: true; readonly recorded: Recorded[] } | { readonly ok: false; readonly error: Error };

/** How long a union's state may be taken from memory when a step names it; another process may have closed it since. */
const UNION_TTL_MS = 2_000;

/** The command side: every step, from the API or from a file, is decided and recorded here. */
export class Ledger {
  private readonly cases: StreamWriter<CaseState>;
  private readonly unions: StreamWriter<UnionState>;
  private readonly namedUnions: LRUCache<string, UnionState>;
  private readonly publisher: Publisher;

  constructor(
    private readonly store: EventStore,
    options: LedgerOptions = {},
  ) {
    const now = options.now ?? Date.now;
    const unions = (ids: readonly string[]) => this.lookUpUnions(ids);
    this.namedUnions = new LRUCache({ max: options.cachedUnions ?? 10_000, ttl: UNION_TTL_MS });
    this.cases = new StreamWriter(store, caseAggregate, { now, unions, cacheSize: options.cachedCases ?? 10_000 });
    this.publisher = new Publisher(store, now);
    const lineage = (ids: readonly string[]) => this.lookUpLineage(ids);
    this.unions = new StreamWriter(store, unionAggregate, {
      now,
      unions: lineage,
      cacheSize: options.cachedUnions ?? 10_000,
    });
  }

  /** Records steps of one case, all or none; see StreamWriter.record for what it throws. */
  recordInCase(caseId: string, commands: readonly Command[], context: WriteContext): Promise<Recorded[]> {
    return this.cases.record(caseId, commands, context);
  }

  /** Records changes of one union, all or none. */
  async recordInUnion(unionId: string, commands: readonly Command[], context: WriteContext): Promise<Recorded[]> {
    const recorded = await this.unions.record(unionId, commands, context);
    this.namedUnions.delete(unionId);
    return recorded;
  }

  /** The case as the log has it now; revision -1 when there is none. */
  loadCase(caseId: string): Promise<CaseState> {
    return this.cases.load(caseId);
  }

  loadUnion(unionId: string): Promise<UnionState> {
    return this.unions.load(unionId);
  }

  /**
   * Records a report as published; a retry gets what was published first, and computes nothing.
   * @throws IdempotencyConflict, StaleRevision, and what `compute` and the store throw
   */
  publish(
    report: PublishReport,
    compute: () => Promise<ComputedPublication>,
    context: WriteContext,
  ): Promise<Publication> {
    return this.publisher.publish(report, compute, context);
  }

  /** A published report; undefined when there is none. */
  findPublication(reportId: string): Promise<Publication | undefined> {
    return this.publisher.find(reportId);
  }

  /**
   * Records many cases in one call to the store. Each is first taken to be new, which costs no read; those that turn
   * out to exist, or are refused as new, are loaded and decided again.
   */
  async recordCases(batches: readonly CaseBatch[], context: WriteContext): Promise<BatchOutcome[]> {
    const union = await this.lookUpUnions(batches.flatMap((batch) => batch.commands.flatMap(unionsNamedIn)));
    const decided = batches.map((batch) => this.decideAsNew(batch, context, union));
    const appends = batches.flatMap((batch, index) => {
      const events = decided[index]?.events;
      return events?.length
        ? [{ stream: streamOf(caseAggregate, batch.caseId), events, expected: 'no_stream' as const }]
        : [];
    });
    const outcomes = (await this.store.appendMany(appends))[Symbol.iterator]();
    const attempts = decided.map((one) => (one?.events.length ? { one, outcome: outcomes.next().value } : undefined));
    return Promise.all(batches.map((batch, index) => this.settleOrRetry(batch, context, attempts[index])));
  }

  private decideAsNew(batch: CaseBatch, context: WriteContext, union: (id: string) => UnionState | undefined) {
    try {
      return this.cases.decide(caseAggregate.empty(batch.caseId), batch.commands, context, union);
    } catch {
      return undefined;
    }
  }

  private async settleOrRetry(
    batch: CaseBatch,
    context: WriteContext,
    attempt: { one: Decided; outcome: AppendOutcome | undefined } | undefined,
  ): Promise<BatchOutcome> {
    const outcome = attempt?.outcome;
    if (outcome?.ok) {
      const { revision, position } = outcome.appended;
      return { ok: true, recorded: settle(attempt!.one, revision, position) };
    }
    if (outcome?.ok === false && !(outcome.error instanceof WrongExpectedRevision)) {
      return { ok: false, error: outcome.error };
    }
    try {
      return { ok: true, recorded: await this.recordInCase(batch.caseId, batch.commands, context) };
    } catch (error) {
      return { ok: false, error: error as Error };
    }
  }

  private async lookUpUnions(ids: readonly string[]): Promise<(id: string) => UnionState | undefined> {
    const named = await this.loadNamed(ids);
    return (id) => named.get(id);
  }

  /** Unions with everything that was ever above them: a parent must not lead back to its child. */
  private async lookUpLineage(ids: readonly string[]): Promise<(id: string) => UnionState | undefined> {
    const lineage = new Map<string, UnionState>();
    for (let next = ids; next.length > 0;) {
      const named = await this.loadNamed(next);
      for (const [id, state] of named) lineage.set(id, state);
      const parents = [...named.values()].flatMap((state) => state.levels.map((period) => period.parentId));
      next = parents.filter((id): id is string => id !== null && !lineage.has(id));
    }
    return (id) => lineage.get(id);
  }

  private async loadNamed(ids: readonly string[]): Promise<Map<string, UnionState>> {
    const named = new Map<string, UnionState>();
    const missing = new Set<string>();
    for (const id of ids) {
      const state = this.namedUnions.get(id);
      if (state) named.set(id, state);
      else missing.add(id);
    }
    for (const state of await Promise.all([...missing].map((id) => this.unions.load(id)))) {
      if (state.revision < 0) continue;
      this.namedUnions.set(state.unionId, state);
      named.set(state.unionId, state);
    }
    return named;
  }
}
