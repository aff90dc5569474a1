import type { EntityManager } from 'typeorm';
import type { Position } from '#event-store';
import type { PublishedFrame, Publication } from '#publications';
import type { Instant } from '#time';
import { compareResponseTimes } from '../comparison/compare-response-times.js';
import { figureChanges, type FigureChange } from '../comparison/figure-changes.js';
import { placeOfChange, type ChangePlace, type StepChange } from '../comparison/step-changes.js';
import { decodeCursor, InvalidCursor, pageOf, type PageOf } from '../queries/page.js';
import type { Frame } from '../reports/frame.js';
import { framedView, type FramedView } from '../reports/framed-view.js';
import { reproductionOf, type Reproduction } from './reproduction.js';
import type { PublishedQuestion } from './republish.js';

/**
 * What became of a published report's figures by what was recorded later, and which steps changed which clocks: a page of
 * these, in the order of the log. Pages that follow have the same `now`.
 */
export interface ReportChanges extends Reproduction, PageOf<StepChange> {
  readonly reportId: string;
  /** What the figures stood on. */
  readonly published: PublishedFrame;
  /** What they are compared on: the same `asOf`, by all that was recorded when the first page was asked for. */
  readonly now: FramedView;
  /** At most as many as the report has. */
  readonly figures: readonly FigureChange[];
}

export interface ReportChangesQuery {
  readonly cursor?: string;
  readonly limit: number;
}

/**
 * @param earlier the frame of the publication, in this log
 * @param db a snapshot that has it
 * @param position up to which the snapshot has everything
 * @throws InvalidCursor
 */
export async function reportChanges(
  db: EntityManager,
  publication: Publication,
  question: PublishedQuestion,
  earlier: Frame,
  { cursor, limit }: ReportChangesQuery,
  { now, position }: { readonly now: Instant; readonly position: Position },
): Promise<ReportChanges> {
  const newest = { ...earlier, knownAt: Math.max(now, earlier.knownAt), position };
  const { later, after } = cursor === undefined ? { later: newest } : goneOn(cursor, earlier, newest);
  const compared = await compareResponseTimes(db, { earlier, later }, question.asked, { after, limit: limit + 1 });
  const then = question.report(compared.earlier);
  const key = (change: StepChange) => [later.knownAt, later.position, ...placeOfChange(change)];
  return {
    reportId: publication.reportId,
    published: publication.data.frame,
    now: framedView(later),
    ...reproductionOf(publication, then),
    figures: figureChanges(then, question.report(compared.later)),
    ...pageOf(compared.changes, limit, key, (change) => change),
  };
}

/** Where the page before ended, and what it was compared on, which lies between the report and what is known now. */
function goneOn(cursor: string, earlier: Frame, newest: Frame): { later: Frame; after: ChangePlace } {
  const key = decodeCursor(cursor, ['number', 'string', 'string', 'uuid', 'string']);
  const [knownAt, position, ...after] = key as [number, string, ...ChangePlace];
  const isBetween =
    earlier.knownAt <= knownAt &&
    knownAt <= newest.knownAt &&
    earlier.position <= position &&
    position <= newest.position;
  if (!isBetween) throw new InvalidCursor();
  return { later: { ...earlier, knownAt, position }, after };
}
