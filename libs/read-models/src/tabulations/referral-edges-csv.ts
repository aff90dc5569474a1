import { csvOf, type Cells } from '../csv.js';
import type { ReferralEdge, ReferralEdges } from './referral-edges.js';

/** The first four are those that graph tools look for, Gephi by these names. */
const COLUMNS = [
  ...['Source', 'Target', 'Type', 'Weight', 'Cases', 'Source name', 'Source level', 'Target kind', 'Target name'],
  ...['Target level', 'drill_down'],
];

/** The graph as a list of edges; a target that has no name of its own is a node named after its kind. */
export function referralEdgesCsv({ edges }: ReferralEdges): string {
  return csvOf(COLUMNS, edges.map(cellsOf));
}

function cellsOf({ from, fromUnion, to, target, targetUnion, referrals, cases, drillDown }: ReferralEdge): Cells {
  return {
    Source: from,
    Target: target ?? (to === 'union' ? 'unnamed_union' : to),
    Type: 'Directed',
    Weight: referrals,
    Cases: cases,
    'Source name': fromUnion.name,
    'Source level': fromUnion.level,
    'Target kind': to,
    'Target name': targetUnion?.name ?? null,
    'Target level': targetUnion?.level ?? null,
    drill_down: drillDown,
  };
}
