import type { Publication } from '#publications';
import type { ResponseTimesReport } from '../reports/response-times-report.js';
import { reportDigest } from './report-digest.js';

/** What a report's figures depend on besides the events, where it is another now. */
export interface VersionDifference {
  readonly of: 'rules' | 'measures' | 'timeZone' | 'calendar';
  readonly published: string | number | null;
  readonly now: string | number | null;
}

/** Whether a published report still comes out the same. */
export interface Reproduction {
  readonly reproduced: boolean;
  /** Of what it comes out as now. */
  readonly sha256Now: string;
  /** Why it may not be reproduced. None where it is not: its events are not those it was computed from. */
  readonly differences: readonly VersionDifference[];
}

export function reproductionOf({ data }: Publication, now: ResponseTimesReport): Reproduction {
  const sha256Now = reportDigest(now);
  const versions = [
    { of: 'rules', published: data.frame.rules, now: now.frame.rules },
    { of: 'measures', published: data.frame.measures, now: now.frame.measures },
    { of: 'timeZone', published: data.frame.timeZone, now: now.frame.timeZone },
    { of: 'calendar', published: data.calendar ?? null, now: now.calendar },
  ] as const;
  const differences = versions.filter((version) => version.published !== version.now);
  return { reproduced: sha256Now === data.sha256, sha256Now, differences };
}
