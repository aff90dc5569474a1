import type { RecordedEvent } from '#event-store';
import type { ComputedPublication } from '#ledger';
import type { ResponseTimesReport } from '../reports/response-times-report.js';
import { reportDigest } from './report-digest.js';

/** What is recorded of a report that is given out. @param lastEvent the last that may count; none in an empty log */
export function computedPublication(
  report: ResponseTimesReport,
  lastEvent: Pick<RecordedEvent, 'id' | 'stream' | 'revision'> | undefined,
): ComputedPublication {
  const { frame, calendar, groups } = report;
  return {
    frame,
    ...(lastEvent && { lastEvent: { id: lastEvent.id, stream: lastEvent.stream, revision: lastEvent.revision } }),
    ...(calendar !== null && { calendar }),
    sha256: reportDigest(report),
    groups: groups.length,
  };
}
