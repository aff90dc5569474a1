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
}

/** What one step did to one clock that a report counts. */
export interface StepChange extends CountedChange {
  readonly step: ChangingStep;
}

/** Where a change stands among those of a comparison: by the step in the log, then by the case, then by union or level. */
export type ChangePlace = readonly [position: Position, caseId: string, key: string];

export function placeOfChange({ step, caseId, unionId, before, after }: StepChange): ChangePlace {
  return [step.position, caseId, unionId ?? before?.level ?? after?.level ?? ''];
}

/** Which of the changes are wanted: the first so many after a place. */
export interface ChangesAsked {
  readonly after?: ChangePlace;
  readonly limit: number;
}

type NewStep = Pick<ChangingStep, 'caseId' | 'unionId'> & {
  readonly event: RecordedCaseEvent | RecordedUnionEvent;
};

/** Finds which of the steps that were recorded between two frames changed what, and keeps the changes that are wanted. */
export class StepChanges {
  private kept: StepChange[] = [];

  constructor(
    private readonly unions: UnionsBetween,
    private readonly frames: FramePair,
    private readonly selection: Selection,
    private readonly asked: ChangesAsked,
  ) {}

  /** Goes through the new steps that a case may depend on, in the order of the log. */
  attribute(one: CaseBetween): void {
    let before = this.countedUntil(one, undefined);
    for (const step of this.newSteps(one)) {
      const after = this.countedUntil(one, step.event.position);
      const changes = countedChanges(one.caseId, before, after, this.selection, this.frames.later.asOf);
      this.keep(changes.map((change) => ({ step: changingStep(step), ...change })));
      before = after;
    }
  }

  /** In the order of their places; no more than were asked for. */
  inOrder(): StepChange[] {
    this.kept.sort((a, b) => compare(placeOfChange(a), placeOfChange(b)));
    this.kept = this.kept.slice(0, this.asked.limit);
    return this.kept;
  }

  /** Cases come in no order of the log: more than twice what is wanted is never held. */
  private keep(changes: readonly StepChange[]): void {
    const { after, limit } = this.asked;
    this.kept.push(...changes.filter((change) => !after || compare(placeOfChange(change), after) > 0));
    if (this.kept.length > 2 * limit) this.inOrder();
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
}

function changingStep({ caseId, unionId, event }: NewStep): ChangingStep {
  const { id: stepId, type, recordedAt, recordedBy, position, data } = event;
  const corrects = type === 'StepCorrected' || type === 'StepRetracted' ? (data as { stepId: string }).stepId : null;
  return { caseId, unionId, stepId, type, corrects, recordedAt, recordedBy, position };
}

function compare(one: ChangePlace, other: ChangePlace): number {
  const differing = one.findIndex((part, index) => part !== other[index]);
  if (differing < 0) return 0;
  return one[differing]! < other[differing]! ? -1 : 1;
}
