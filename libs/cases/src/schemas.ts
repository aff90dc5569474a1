import { InvalidContent, UpcasterChain, validateContent } from '#unions';
import type { RecordedCaseEvent } from './case-event.js';
import type { AmendmentType, CaseContent, CaseEventType } from './event-types.js';
import { CASE_EVENTS } from './steps/index.js';
import { reasonsFromReason } from './upcasters/deflected.js';
import { withinCorrection } from './upcasters/within-correction.js';

/** A new version of a step's type needs one of `StepCorrected` as well, whose corrections carry that content. */
const chain = new UpcasterChain<CaseEventType>({
  PostedOnline: [],
  CaseReceived: [],
  UnionCalled: [],
  UnionResponded: [],
  Deflected: [reasonsFromReason],
  Intervened: [],
  AgencyContacted: [],
  ArbitrationFiled: [],
  ArbitrationRuled: [],
  CourtFiled: [],
  CourtRuled: [],
  Resolved: [],
  Withdrawn: [],
  Closed: [],
  Reopened: [],
  Assigned: [],
  NoteAdded: [],
  EvidenceAttached: [],
  LinkedAsDuplicate: [],
  StepCorrected: [withinCorrection('Deflected', reasonsFromReason)],
  StepRetracted: [],
});

/** The schema version that events of a type are written in. */
export function caseSchemaVersion(type: CaseEventType): number {
  return chain.currentVersion(type);
}

/** An event as a store returns it. */
export interface StoredCaseEvent {
  readonly id: string;
  readonly type: string;
  readonly data: object;
  /** `schemaVersion`, `recordedAt`, `recordedBy`, `correlationId`, `causationId`. */
  readonly metadata: object;
  readonly revision: number;
  readonly position: string;
}

/**
 * A stored event in its current schema.
 * @throws UnknownSchema for a type or version of a newer program
 */
export function upcast(event: StoredCaseEvent): RecordedCaseEvent {
  const { id, type, data, revision, position } = event;
  const { schemaVersion, recordedAt, recordedBy, correlationId, causationId } = event.metadata as Metadata;
  const current = chain.upcast(type, schemaVersion, data);
  return {
    id,
    type: type as CaseEventType,
    data: current,
    revision,
    position,
    recordedAt,
    recordedBy,
    correlationId,
    causationId,
  };
}

type Metadata = { readonly schemaVersion: number } & Pick<
  RecordedCaseEvent,
  'recordedAt' | 'recordedBy' | 'correlationId' | 'causationId'
>;

/**
 * The content of a command from untrusted JSON, with its defaults filled in. What a correction puts in a step's place is
 * checked against the step when the command is decided.
 * @throws InvalidContent
 */
export function validateStep<Type extends CaseEventType>(type: Type, plain: unknown): CaseContent<Type> {
  return validateContent(CASE_EVENTS[type] as new () => CaseContent<Type>, plain);
}

/**
 * The content that a correction puts in the place of a step's.
 * @throws InvalidContent with fields under `content`
 */
export function validateReplacement(type: Exclude<CaseEventType, AmendmentType>, plain: unknown): object {
  try {
    return validateStep(type, plain);
  } catch (error) {
    if (!(error instanceof InvalidContent)) throw error;
    throw new InvalidContent(
      error.errors.map(({ field, ...rest }) => ({ field: field ? `content.${field}` : 'content', ...rest })),
    );
  }
}
