import type { Position } from '#event-store';
import type { Publication, PublishedFrame } from '#publications';
import type { Frame } from '../reports/frame.js';
import { responseTimesReport, type ResponseTimesReport } from '../reports/response-times-report.js';
import { responseTimesAsked, type ResponseTimesRequest } from '../reports/response-times-request.js';
import type { ResponseTimesAsked } from '../reports/response-times-asked.js';
import type { ResponseTimes } from '../reports/response-groups.js';

/** The question of a published report, ready to be asked again. */
export interface PublishedQuestion {
  readonly asked: ResponseTimesAsked;
  /** @param position of the report's last event in this log; a copy of a log has other positions than its original */
  frame(position: Position): Frame;
  /** The report as it was written then: with the position that it had in the log it was published in. */
  report(figures: ResponseTimes): ResponseTimesReport;
}

/** @throws InvalidContent when this program no longer takes the request */
export function publishedQuestion({ data }: Publication): PublishedQuestion {
  const request = data.request as ResponseTimesRequest;
  const asked = responseTimesAsked(request);
  const published = frameIn(data.frame, data.frame.position);
  return {
    asked,
    frame: (position) => frameIn(data.frame, position),
    report: (figures) => responseTimesReport(request, { frame: published, asked }, { ...figures, frame: published }),
  };
}

function frameIn({ asOf, knownAt }: PublishedFrame, position: Position): Frame {
  return { asOf: Date.parse(asOf), knownAt: Date.parse(knownAt), position };
}
