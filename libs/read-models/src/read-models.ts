import type { DataSource, EntityManager } from 'typeorm';
import type { CaseState } from '#cases';
import type { Tabulation } from '#measures';
import type { Position } from '#event-store';
import type { Publication } from '#publications';
import { foldUnion, type UnionState } from '#unions';
import type { Instant } from '#time';
import { StoredCounts } from './counts/stored-counts.js';
import { openDataSource, type ReadModelOptions } from './data-source.js';
import { UnionEntity } from './entities/union.entity.js';
import { pinText, type Pin } from './pin.js';
import { reportChanges, type ReportChanges, type ReportChangesQuery } from './publications/report-changes.js';
import { publishedQuestion } from './publications/republish.js';
import { findCases, findCasesAt, type CaseQuery } from './queries/find-cases.js';
import { findEngagements, type EngagementQuery } from './queries/find-engagements.js';
import { findPublishedReports, type PublishedReportsQuery } from './queries/find-published-reports.js';
import { findUnions, findUnionsAt, getUnion, getUnionAt, type UnionQuery } from './queries/find-unions.js';
import { recallCases } from './queries/recall-cases.js';
import { reading } from './reading.js';
import { frameAsked } from './reports/asked.js';
import type { CasesRequest } from './reports/cases-request.js';
import { inFrame, type AskedFrame, type Frame } from './reports/frame.js';
import { listCounted, type CountedAsked } from './reports/list-counted.js';
import type { Reached } from './reports/reached.js';
import { responseTimesReport, type ResponseTimesReport } from './reports/response-times-report.js';
import { responseTimesQuestion, type ResponseTimesRequest } from './reports/response-times-request.js';
import { responseTimes } from './reports/response-times.js';
import { caseFilterAsked } from './tabulations/case-filter.js';
import { listFacts, requireFigure, type FactsAsked, type FactsPage } from './tabulations/list-facts.js';
import { referralEdges, type ReferralEdges } from './tabulations/referral-edges.js';
import { tabulatedReport, type TabulatedReport } from './tabulations/tabulated-report.js';
import { caseView, type CaseView } from './views/case-view.js';
import { unionsNamedIn } from './views/unions-named-in.js';
import { timelineView, type TimelineView } from './views/timeline-view.js';

/** Which facts of a tabulation, in which frame. */
export type FactsRequest = CasesRequest & Omit<FactsAsked, 'filter'>;

/** The query side: tables in PostgreSQL, filled by the projections, and the questions they answer. */
export class ReadModels {
  private readonly counts = new StoredCounts();

  private constructor(
    readonly dataSource: DataSource,
    readonly pin: Pin,
  ) {}

  /** Connects. The tables are made by whoever registers the projections. */
  static async open(options: ReadModelOptions): Promise<ReadModels> {
    return new ReadModels(await openDataSource(options), {});
  }

  /**
   * What reads other versions than those that serve, on the same connections. It remembers nothing of what these read, nor
   * they of what it reads. Its queries throw NotReadable.
   */
  pinnedTo(pin: Pin): ReadModels {
    return pinText(pin) === undefined ? this : new ReadModels(this.dataSource, pin);
  }

  close(): Promise<void> {
    return this.dataSource.destroy();
  }

  /** @param knownAt what had been recorded by then, unless all that is */
  findUnions = (query: UnionQuery, knownAt?: Instant) =>
    knownAt === undefined
      ? reading(this, (db) => findUnions(db, query))
      : this.inFrame({ asOf: query.asOf, knownAt }, (db, at) => findUnionsAt(db, at, query));
  getUnion = (unionId: string, asOf: Instant, knownAt?: Instant) =>
    knownAt === undefined
      ? reading(this, (db) => getUnion(db, unionId, asOf))
      : this.inFrame({ asOf, knownAt }, (db, at) => getUnionAt(db, at, unionId));
  /** In a frame, unless that of now. @throws InvalidCursor, PositionAhead */
  findCases = (query: CaseQuery, frame?: AskedFrame) =>
    frame
      ? this.inFrame(frame, (db, at, reached) => findCasesAt(db, at, reached, query))
      : reading(this, (db) => findCases(db, query));
  findEngagements = (query: EngagementQuery) => reading(this, (db) => findEngagements(db, query));
  /** @throws InvalidContent, PositionAhead, UnknownCalendarYear */
  async responseTimes(request: ResponseTimesRequest, now: Instant): Promise<ResponseTimesReport> {
    const question = responseTimesQuestion(request, now);
    const figures = await this.inFrame(question.frame, async (db, frame, reached) => ({
      frame,
      ...(await responseTimes(db, frame, reached, this.counts, question.asked)),
    }));
    return responseTimesReport(request, question, figures);
  }

  /**
   * A published report computed again in its frame.
   * @param position of its last event in this log
   * @throws PositionAhead, UnknownCalendarYear
   */
  async republish(publication: Publication, position: Position): Promise<ResponseTimesReport> {
    const question = publishedQuestion(publication);
    const read = (db: EntityManager, frame: Frame, reached: Reached) =>
      responseTimes(db, frame, reached, this.counts, question.asked);
    return question.report(await this.inFrame(question.frame(position), read));
  }

  /**
   * What later steps changed in a published report.
   * @param position of its last event in this log
   * @throws PositionAhead, UnknownCalendarYear, InvalidCursor
   */
  async changesOf(
    publication: Publication,
    position: Position,
    asked: ReportChangesQuery,
    now: Instant,
  ): Promise<ReportChanges> {
    const question = publishedQuestion(publication);
    const read = (db: EntityManager, frame: Frame, { position }: Reached) =>
      reportChanges(db, publication, question, frame, asked, { now, position });
    return this.inFrame(question.frame(position), read);
  }

  findPublishedReports = (query: PublishedReportsQuery) => reading(this, (db) => findPublishedReports(db, query));

  /** @throws PositionAhead, InvalidCursor */
  listCounted = (frame: AskedFrame, asked: CountedAsked) =>
    this.inFrame(frame, async (db, at) => ({ frame: at, ...(await listCounted(db, at, asked)) }));
  /** @throws InvalidContent, PositionAhead */
  tabulate(tabulation: Tabulation, request: CasesRequest, now: Instant): Promise<TabulatedReport> {
    const filter = caseFilterAsked(request);
    return this.inFrame(frameAsked(request, now), (db, at) => tabulatedReport(db, at, tabulation, filter));
  }

  /** @throws InvalidContent, PositionAhead */
  referralEdges(request: CasesRequest, now: Instant): Promise<ReferralEdges> {
    const filter = caseFilterAsked(request);
    return this.inFrame(frameAsked(request, now), (db, at) => referralEdges(db, at, filter));
  }

  /** @throws InvalidContent, PositionAhead, InvalidCursor */
  listFacts(
    tabulation: Tabulation,
    { figure, cursor, limit, ...request }: FactsRequest,
    now: Instant,
  ): Promise<FactsPage> {
    requireFigure(tabulation, figure);
    const asked = { figure, filter: caseFilterAsked(request), cursor, limit };
    return this.inFrame(frameAsked(request, now), (db, at) => listFacts(db, at, tabulation, asked));
  }

  async getCase(caseId: string): Promise<CaseView | undefined> {
    const state = await reading(this, (db) => recallCase(db, caseId));
    return state && caseView(state);
  }

  /** The case's steps and what they did to each union's clocks; running clocks stand as at `asOf`. */
  getTimeline(caseId: string, asOf: Instant): Promise<TimelineView | undefined> {
    return reading(this, async (db) => {
      const state = await recallCase(db, caseId);
      return state && timelineView(state, await unionsById(db, unionsNamedIn(state)), asOf);
    });
  }

  private inFrame<Figures>(
    asked: AskedFrame,
    read: (db: EntityManager, frame: Frame, reached: Reached) => Promise<Figures>,
  ) {
    return inFrame(this, asked, read);
  }
}

async function recallCase(db: EntityManager, caseId: string): Promise<CaseState | undefined> {
  return (await recallCases(db, [caseId])).get(caseId);
}

async function unionsById(db: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, UnionState>> {
  const rows = await db
    .getRepository(UnionEntity)
    .createQueryBuilder('u')
    .where('u.union_id = ANY (:ids::uuid[])', { ids })
    .getMany();
  return new Map(rows.map((row) => [row.unionId, foldUnion(row.unionId, row.history)]));
}
