import { AgencyContacted } from './agency-contacted.js';
import { ArbitrationFiled } from './arbitration-filed.js';
import { ArbitrationRuled } from './arbitration-ruled.js';
import { Assigned } from './assigned.js';
import { CaseReceived } from './case-received.js';
import { Closed } from './closed.js';
import { CourtFiled } from './court-filed.js';
import { CourtRuled } from './court-ruled.js';
import { Deflected } from './deflected.js';
import { EvidenceAttached } from './evidence-attached.js';
import { Intervened } from './intervened.js';
import { LinkedAsDuplicate } from './linked-as-duplicate.js';
import { NoteAdded } from './note-added.js';
import { PostedOnline } from './posted-online.js';
import { Reopened } from './reopened.js';
import { Resolved } from './resolved.js';
import { StepCorrected } from './step-corrected.js';
import { StepRetracted } from './step-retracted.js';
import { UnionCalled } from './union-called.js';
import { UnionResponded } from './union-responded.js';
import { Withdrawn } from './withdrawn.js';

export { Employer } from '../content/employer.js';
export { Money } from '../content/money.js';
export { SinceStep } from '../content/since.js';
export { DeflectedTo } from './deflected.js';
export { Opening } from './opening.js';
export { Credit, MAX_CREDITS } from './resolved.js';
export {
  AgencyContacted,
  ArbitrationFiled,
  ArbitrationRuled,
  Assigned,
  CaseReceived,
  Closed,
  CourtFiled,
  CourtRuled,
  Deflected,
  EvidenceAttached,
  Intervened,
  LinkedAsDuplicate,
  NoteAdded,
  PostedOnline,
  Reopened,
  Resolved,
  StepCorrected,
  StepRetracted,
  UnionCalled,
  UnionResponded,
  Withdrawn,
};

/** The content class of every event of a case stream, by type. */
export const CASE_EVENTS = {
  PostedOnline,
  CaseReceived,
  UnionCalled,
  UnionResponded,
  Deflected,
  Intervened,
  AgencyContacted,
  ArbitrationFiled,
  ArbitrationRuled,
  CourtFiled,
  CourtRuled,
  Resolved,
  Withdrawn,
  Closed,
  Reopened,
  Assigned,
  NoteAdded,
  EvidenceAttached,
  LinkedAsDuplicate,
  StepCorrected,
  StepRetracted,
} as const;
