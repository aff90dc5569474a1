import type { CaseRefusalCode } from '#cases';
import type { Refusal, UnionRefusalCode } from '#unions';
import { Problem } from './problem.js';
import type { ProblemKind } from './problem-kinds.js';

type Dashed<Code extends string> = Code extends `${infer Head}_${infer Tail}` ? `${Head}-${Dashed<Tail>}` : Code;

/** What the ledger's rules refuse: 409 where the state stands against it, 422 where it could never be. */
export const REFUSALS = {
  'case-not-found': {
    status: 404,
    title: 'There is no such case',
    explanation: 'Open one with POST /v1/cases, or find it with GET /v1/cases.',
  },
  'case-exists': { status: 409, title: 'The case is open already', explanation: 'Record steps in it instead.' },
  'case-closed': {
    status: 409,
    title: 'The case was closed before this happened',
    explanation: 'What happened before the closing may be recorded late. For what happened after it, reopen the case.',
  },
  'already-closed': { status: 409, title: 'The case is closed already', explanation: 'There is nothing to do.' },
  'not-closed': { status: 409, title: 'The case is not closed', explanation: 'Only a closed case can be reopened.' },
  'before-case-opened': {
    status: 422,
    title: 'The step lies before the case opened',
    explanation: 'Correct the date of the step, or of the opening.',
  },
  'in-the-future': {
    status: 422,
    title: 'That has not happened yet',
    explanation: 'A date must begin at the latest now. Dates without an offset are read in the time zone of the case.',
  },
  'unknown-since-step': {
    status: 422,
    title: '`since` names no step of this case',
    explanation: '`since.stepId` must name a step of the same case that has not been retracted.',
  },
  'contradictory-dates': {
    status: 422,
    title: 'The date and `since` contradict what is known',
    explanation: 'No moment fits the date of the step and its distances from other steps.',
  },
  'would-contradict': {
    status: 422,
    title: 'Another step would become impossible',
    explanation:
      '`stepId` names the step that would no longer fit, `because` says why: correct or retract that step first. A closing and its reopening are undone by retracting the closing first.',
  },
  'unknown-union': {
    status: 422,
    title: 'There is no such union',
    explanation: 'Find it with GET /v1/unions?q=, or register it with POST /v1/unions.',
  },
  'union-closed': {
    status: 409,
    title: 'The union had closed before this happened',
    explanation: 'Name the union that took its place, or correct the date.',
  },
  'deflected-to-itself': {
    status: 422,
    title: 'A union cannot send a worker to itself',
    explanation: 'Being passed on between departments of one union is no deflection: record the next call instead.',
  },
  'duplicate-of-itself': {
    status: 422,
    title: 'A case cannot be the duplicate of itself',
    explanation: '`duplicateOf` names the other case, the one that stands.',
  },
  'step-not-found': {
    status: 422,
    title: 'The case has no such step',
    explanation: 'GET /v1/cases/{id}/timeline lists its steps.',
  },
  'step-already-corrected': {
    status: 409,
    title: 'The step was corrected already',
    explanation: 'Correct or retract its latest version, `currentStepId`.',
  },
  'step-retracted': { status: 409, title: 'The step was retracted', explanation: 'Record a new step instead.' },
  'cannot-retract-opening': {
    status: 422,
    title: 'The opening of a case cannot be retracted',
    explanation: 'It can be corrected.',
  },
  'correction-changes-nothing': {
    status: 422,
    title: 'The step says this already',
    explanation: 'There is nothing to correct.',
  },
  'union-exists': {
    status: 409,
    title: 'The union is registered already',
    explanation: 'Rename or move it instead.',
  },
  'department-exists': {
    status: 409,
    title: 'The union has a department of this name',
    explanation: 'Names are compared without regard to case and width.',
  },
  'nothing-changes': {
    status: 422,
    title: 'The union is so already',
    explanation: 'There is nothing to record.',
  },
  'own-parent': {
    status: 422,
    title: 'A union cannot be its own parent',
    explanation: 'Name the union above it, or null for none.',
  },
  'parent-cycle': {
    status: 422,
    title: 'The parent is below the union itself',
    explanation: '`chain` lists the unions that lead from the parent back to the union.',
  },
} as const satisfies Record<Dashed<CaseRefusalCode | UnionRefusalCode>, ProblemKind>;

export function refused({ code, message, details }: Refusal): Problem {
  const name = code.replaceAll('_', '-');
  const kind = (REFUSALS as Readonly<Record<string, ProblemKind>>)[name];
  return kind ? new Problem(name, kind, sentence(message), details) : Problem.of('internal-error');
}

export function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
