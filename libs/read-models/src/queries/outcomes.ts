import { RESOLUTIONS } from '#cases';
import type { Measure } from '#measures';
import { CENSORED, COMPETING, NOT_STARTED, SILENT } from '../views/outcome.js';
import { CLASSES } from './response-times.js';

const ANY_COMPETING = COMPETING.slice(0, -1);

/** What `outcome` can ask for in a measure; one that is none would find nothing, and look like a finding. */
export function outcomesOf(measure: Measure): readonly string[] {
  const resolution = measure === 'resolution';
  const classes = resolution ? RESOLUTIONS : CLASSES[measure];
  const causes = [resolution ? 'resolved_without_union' : 'resolved', 'withdrawn'];
  return [...classes, CENSORED, SILENT, NOT_STARTED, ANY_COMPETING, ...causes.map((cause) => COMPETING + cause)];
}
