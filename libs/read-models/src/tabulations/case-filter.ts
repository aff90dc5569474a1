import type { Opening } from '#cases';
import { DEFAULT_TIME_ZONE, parseEdtf } from '#time';
import type { CaseAtFrame } from '../reports/cases-at.js';
import type { CasesRequest } from '../reports/cases-request.js';
import { UNKNOWN } from '../reports/selection.js';

/** Which cases, as texts; every given condition must hold. */
export type CaseFilter = Pick<CasesRequest, 'caseId' | 'sector' | 'region' | 'opened'>;

export function caseFilterAsked({ caseId, sector, region, opened }: CasesRequest): CaseFilter {
  const given = Object.entries({ caseId, sector, region, opened }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as CaseFilter;
}

/** Whether a case is one of those; where dates leave open when it opened, it may have been then. */
export function caseMatches({ caseId, history }: CaseAtFrame, filter: CaseFilter): boolean {
  const { content, interval } = history.opening!;
  const { sector = UNKNOWN, region = UNKNOWN } = content as Opening;
  const opened = filter.opened === undefined ? undefined : parseEdtf(filter.opened, DEFAULT_TIME_ZONE);
  return (
    (filter.caseId === undefined || caseId === filter.caseId) &&
    (filter.sector === undefined || sector === filter.sector) &&
    (filter.region === undefined || region.startsWith(filter.region)) &&
    (opened === undefined || (interval.earliest < opened.latest && interval.latest > opened.earliest))
  );
}
