import type { EntityManager } from 'typeorm';
import type { Position } from '#event-store';
import type { PublishedFrame, Publication } from '#publications';
import type { Instant } from '#time';
import type { ChangingStep } from '../comparison/changing-steps.js';
import { compareResponseTimes } from '../comparison/compare-response-times.js';
import { figureChanges, type FigureChange } from '../comparison/figure-changes.js';
import type { Frame } from '../reports/frame.js';
import { framedView, type FramedView } from '../reports/framed-view.js';
import { reproductionOf, type Reproduction } from './reproduction.js';
import type { PublishedQuestion } from './republish.js';

/** What became of a published report's figures by what was recorded later, and by which steps. */
export interface ReportChanges extends Reproduction {
  readonly reportId: string;
  /** What the figures stood on. */
  readonly published: PublishedFrame;
  /** What they are compared on: the same `asOf`, by all that is recorded now. */
  readonly now: FramedView;
  readonly figures: readonly FigureChange[];
  /** In the order of the log. */
  readonly steps: readonly ChangingStep[];
}

/**
 * @param earlier the frame of the publication, in this log
 * @param db a snapshot that has it
 * @param position up to which the snapshot has everything
 */
export async function reportChanges(
  db: EntityManager,
  publication: Publication,
  question: PublishedQuestion,
  earlier: Frame,
  { now, position }: { readonly now: Instant; readonly position: Position },
): Promise<ReportChanges> {
  const later = { ...earlier, knownAt: Math.max(now, earlier.knownAt), position };
  const compared = await compareResponseTimes(db, { earlier, later }, question.asked);
  const then = question.report(compared.earlier);
  return {
    reportId: publication.reportId,
    published: publication.data.frame,
    now: framedView(later),
    ...reproductionOf(publication, then),
    figures: figureChanges(then, question.report(compared.later)),
    steps: compared.steps,
  };
}
