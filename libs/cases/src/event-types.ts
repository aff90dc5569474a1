import { CASE_EVENTS } from './steps/index.js';

export type CaseEventType = keyof typeof CASE_EVENTS;
export const CASE_EVENT_TYPES = Object.keys(CASE_EVENTS) as readonly CaseEventType[];

/** What an event of a type says. */
export type CaseContent<Type extends CaseEventType = CaseEventType> = InstanceType<(typeof CASE_EVENTS)[Type]>;

/** The types that change what a step before them says. */
export type AmendmentType = 'StepCorrected' | 'StepRetracted';

/** The types that are steps of a case, its opening included. */
export type StepType = Exclude<CaseEventType, AmendmentType>;

/** The ways a case opens, by the names that requests and files give them. */
export const OPENINGS = { posted_online: 'PostedOnline', received: 'CaseReceived' } as const;
export type OpeningType = (typeof OPENINGS)[keyof typeof OPENINGS];

/** What can be recorded in an open case, by the name that addresses give it. */
export const STEPS_BY_NAME = {
  'union-called': 'UnionCalled',
  'union-responded': 'UnionResponded',
  deflected: 'Deflected',
  intervened: 'Intervened',
  'agency-contacted': 'AgencyContacted',
  'arbitration-filed': 'ArbitrationFiled',
  'arbitration-ruled': 'ArbitrationRuled',
  'court-filed': 'CourtFiled',
  'court-ruled': 'CourtRuled',
  resolved: 'Resolved',
  withdrawn: 'Withdrawn',
  closed: 'Closed',
  reopened: 'Reopened',
  assigned: 'Assigned',
  'note-added': 'NoteAdded',
  'evidence-attached': 'EvidenceAttached',
  'linked-as-duplicate': 'LinkedAsDuplicate',
  corrected: 'StepCorrected',
  retracted: 'StepRetracted',
} as const satisfies Record<string, Exclude<CaseEventType, OpeningType>>;

export type StepName = keyof typeof STEPS_BY_NAME;

export function isStepName(name: string): name is StepName {
  return Object.hasOwn(STEPS_BY_NAME, name);
}

export function isCaseEventType(type: string): type is CaseEventType {
  return Object.hasOwn(CASE_EVENTS, type);
}

export function isAmendment(type: CaseEventType): type is AmendmentType {
  return type === 'StepCorrected' || type === 'StepRetracted';
}

export function isOpening(type: CaseEventType): type is OpeningType {
  return type === 'PostedOnline' || type === 'CaseReceived';
}
