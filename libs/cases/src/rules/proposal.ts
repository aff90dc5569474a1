import type { DecisionContext } from '../decision-context.js';
import type { CaseState, Step } from '../state.js';
import type { Timing } from './timing.js';

/** A case as one more event would leave it. */
export interface Proposal {
  readonly before: CaseState;
  readonly after: Timing;
  readonly context: DecisionContext;
}

/** Refuses, by throwing a Refusal, a step that cannot be as the event would leave it. */
export type Rule = (step: Step, proposal: Proposal) => void;
