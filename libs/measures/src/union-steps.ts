import type { Deflected, Intervened, UnionCalled, UnionResponded } from '#cases';
import type { HistoryStep } from './case-history.js';
import type { ReplyClass } from './measure.js';

/** Reading a step as something a union did or had done to it. */
export const isCall = (step: HistoryStep): boolean => step.type === 'UnionCalled';
export const isIntervention = (step: HistoryStep): boolean => step.type === 'Intervened';

/** The union that a step is about; undefined for steps about nobody or about a body that is no union. */
export function unionOf(step: HistoryStep): string | undefined {
  switch (step.type) {
    case 'UnionCalled':
    case 'UnionResponded':
    case 'Deflected':
    case 'Intervened':
      return (step.content as UnionCalled | UnionResponded | Deflected | Intervened).unionId;
    default:
      return undefined;
  }
}

/** The union that a deflection names as the one to ask instead. */
export function referredTo(step: HistoryStep): string | undefined {
  return step.type === 'Deflected' ? (step.content as Deflected).deflectedTo?.unionId : undefined;
}

/** What kind of reply a step is; undefined when it is none, as a call that was transferred or that nobody answered. */
export function replyClass(step: HistoryStep): ReplyClass | undefined {
  switch (step.type) {
    case 'Intervened':
      return 'helped';
    case 'UnionResponded':
      return (step.content as UnionResponded).kind === 'information' ? 'informed' : 'helped';
    case 'Deflected':
      return 'deflected';
    default:
      return undefined;
  }
}

/** Whether the step shows that the union was spoken to or acted, so that it knew of the case at the latest then. */
export function showsAwareness(step: HistoryStep): boolean {
  if (!isCall(step)) return unionOf(step) !== undefined;
  const { outcome, aware } = step.content as UnionCalled;
  return outcome === 'reached' || aware === 'yes';
}
