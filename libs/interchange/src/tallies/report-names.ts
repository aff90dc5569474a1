/** The published study's own names for counts: rows and columns of its cross table, and what its percentages are of all cases. */
export const REPORT_COUNTS: ReadonlyMap<string, string> = new Map([
  ['aware_yes', 'aware.yes'],
  ['aware_no', 'aware.no'],
  ['aware_unknown', 'aware.unknown'],
  ['involved_yes', 'involved.yes'],
  ['involved_no', 'involved.no'],
  ['involved_unknown', 'involved.unknown'],
  ['involved', 'involved.yes'],
  ['not_involved', 'involved.no'],
  ['unknown', 'involved.unknown'],
]);

/** Its names for percentages that are of some of the cases. */
export const REPORT_SHARES: ReadonlyMap<string, readonly [numerator: string, denominator: string]> = new Map([
  ['unaware_then_involved', ['aware.no & involved.yes', 'aware.no']],
  ['aware_and_involved', ['aware.yes & involved.yes', 'aware.yes']],
]);
