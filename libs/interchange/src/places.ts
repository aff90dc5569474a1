import { OPENING_KEY } from './source-ids.js';

/** Turns the field of a content, spelled as in a file, into where it stands in the item. */
export type Locate = (field: string) => string;

/** What `opened` says; all else that an opening records stands beside it. */
export const OPENED_FIELDS: ReadonlySet<string> = new Set(['at', 'platform', 'url', 'channel']);

/** Where the fields of a step stand, by the step's key. */
export function placeOf(stepKey: string): Locate {
  if (stepKey === OPENING_KEY) return (field) => (OPENED_FIELDS.has(field) ? `opened.${field}` : field);
  return (field) => (field ? `steps.${stepKey}.${field}` : `steps.${stepKey}`);
}
