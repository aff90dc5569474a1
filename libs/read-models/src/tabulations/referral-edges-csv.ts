import { stringify } from 'csv-stringify/sync';
import type { ReferralEdge, ReferralEdges } from './referral-edges.js';

/** The first four are those that graph tools look for, Gephi by these names. */
const COLUMNS = [
  ...['Source', 'Target', 'Type', 'Weight', 'Cases', 'Source name', 'Source level', 'Target kind', 'Target name'],
  ...['Target level', 'drill_down'],
];

/** The graph as a list of edges; a target that has no name of its own is a node named after its kind. */
export function referralEdgesCsv({ edges }: ReferralEdges): string {
  // A union may be named like a formula, which a spreadsheet must not compute.
  return stringify(edges.map(cellsOf), {
    header: true,
    columns: COLUMNS,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}

function cellsOf({ from, fromUnion, to, target, targetUnion, referrals, cases, drillDown }: ReferralEdge) {
  return [
    ...[from, target ?? (to === 'union' ? 'unnamed_union' : to), 'Directed', referrals, cases],
    ...[fromUnion.name ?? '', fromUnion.level ?? '', to, targetUnion?.name ?? '', targetUnion?.level ?? '', drillDown],
  ];
}
