import { markedPersonal } from './content/personal.js';
import { CASE_EVENT_TYPES, isAmendment, type CaseEventType } from './event-types.js';
import { CASE_EVENTS } from './steps/index.js';

/**
 * The fields of an event type that can hold a worker's personal data, as dotted paths. Free text can, whoever wrote it,
 * and so can a quote, a post's address and a document; titles, departments and employers cannot by what they are for.
 * A correction has those of every step it may correct.
 */
export function personalFields(type: CaseEventType): readonly string[] {
  return FIELDS[type];
}

const FIELDS = fieldsByType();

function fieldsByType(): Readonly<Record<CaseEventType, readonly string[]>> {
  const fields = {} as Record<CaseEventType, string[]>;
  for (const type of CASE_EVENT_TYPES) fields[type] = markedPersonal(CASE_EVENTS[type]);
  const correctable = new Set(CASE_EVENT_TYPES.filter((type) => !isAmendment(type)).flatMap((type) => fields[type]));
  fields.StepCorrected.push(...Array.from(correctable, (field) => `content.${field}`));
  return fields;
}
