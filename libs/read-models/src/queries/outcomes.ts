import { QUARANTINE_REASONS, type Measure } from '#measures';
import { CLASSES } from '../reports/response-groups.js';
import { CENSORED, COMPETING, NOT_STARTED, QUARANTINED, SILENT } from '../views/outcome.js';

/** What `outcome` can ask for in a measure; one that is none would find nothing, and look like a finding. */
export function outcomesOf(measure: Measure): readonly string[] {
  const resolved = measure === 'resolution' ? 'resolved_without_union' : 'resolved';
  const causes = [resolved, 'withdrawn', 'arbitration_filed', 'court_filed'];
  return [
    ...CLASSES[measure],
    CENSORED,
    SILENT,
    NOT_STARTED,
    ...withAny(COMPETING, causes),
    ...withAny(QUARANTINED, QUARANTINE_REASONS),
  ];
}

function withAny(prefix: string, names: readonly string[]): string[] {
  return [prefix.slice(0, -1), ...names.map((name) => prefix + name)];
}
