import type { RecordedCaseEvent } from '#cases';
import type { Position } from '#event-store';
import type { RecordedUnionEvent } from '#unions';
import type { Selection } from '../reports/selection.js';
import { newIn, type FramePair } from './between.js';
import { caseUntil, type CaseBetween } from './case-between.js';
import { countedChanges, countedThen, type CountedChange } from './counted-changes.js';
import { unionsUntil, type UnionsBetween } from './unions-between.js';

/** A step that was recorded after a report, and what it did to the clocks that the report counts. */
export interface ChangingStep {
  /** The case that it is a step of; null for a change of a union. */
  readonly caseId: string | null;
  /** The union that it is a change of; null for a step of a case. */
  readonly unionId: string | null;
  readonly stepId: string;
  readonly type: string;
  /** The step that it corrects or retracts. */
  readonly corrects: string | null;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly position: Position;
  readonly engagements: readonly CountedChange[];
}

type NewStep = Pick<ChangingStep, 'caseId' | 'unionId'> & {
  readonly event: RecordedCaseEvent | RecordedUnionEvent;
};

/** Finds which of the steps that were recorded between two frames changed what, and keeps the changes by step. */
export class ChangingSteps {
  private readonly found = new Map<string, ChangingStep & { readonly engagements: CountedChange[] }>();

  constructor(
    private readonly unions: UnionsBetween,
    private readonly frames: FramePair,
    private readonly selection: Selection,
  ) {}

  /** Goes through the new steps that a case may depend on, in the order of the log. */
  attribute(one: CaseBetween): void {
    let before = this.countedUntil(one, undefined);
    for (const step of this.newSteps(one)) {
      const after = this.countedUntil(one, step.event.position);
      const changes = countedChanges(one.caseId, before, after, this.selection, this.frames.later.asOf);
      if (changes.length > 0) this.stepOf(step).engagements.push(...changes);
      before = after;
    }
  }

  /** In the order of the log. */
  inOrder(): ChangingStep[] {
    return [...this.found.values()].sort((a, b) => (a.position < b.position ? -1 : 1));
  }

  private countedUntil(one: CaseBetween, position: Position | undefined) {
    const unions = unionsUntil(this.unions, one.unionIds, position);
    return countedThen(caseUntil(one, position, this.frames.later.asOf), unions, this.selection);
  }

  private newSteps(one: CaseBetween): NewStep[] {
    const ofCase = (caseId: string) => (event: RecordedCaseEvent) => ({ caseId, unionId: null, event });
    const ofUnions = [...one.unionIds].flatMap((unionId) => {
      const own = this.unions.changed.get(unionId);
      return own ? newIn(own).map((event) => ({ caseId: null, unionId, event })) : [];
    });
    const ofOriginals = [...one.originals].flatMap(([caseId, own]) => newIn(own).map(ofCase(caseId)));
    const all: NewStep[] = [...newIn(one).map(ofCase(one.caseId)), ...ofUnions, ...ofOriginals];
    return all.sort((a, b) => (a.event.position < b.event.position ? -1 : 1));
  }

  private stepOf({ caseId, unionId, event }: NewStep) {
    const { id: stepId, type, recordedAt, recordedBy, position, data } = event;
    const known = this.found.get(stepId);
    if (known) return known;
    const corrects = type === 'StepCorrected' || type === 'StepRetracted' ? (data as { stepId: string }).stepId : null;
    const step = { caseId, unionId, stepId, type, corrects, recordedAt, recordedBy, position, engagements: [] };
    this.found.set(stepId, step);
    return step;
  }
}
