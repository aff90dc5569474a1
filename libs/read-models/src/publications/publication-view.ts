import type { Publication, ReportPublished } from '#publications';

/** A published report as lists show it. */
export interface PublicationView {
  readonly reportId: string;
  readonly report: string;
  readonly title: string | null;
  readonly note: string | null;
  /** The parameters as they were given. */
  readonly request: Readonly<Record<string, string>>;
  /** What the figures stand on, as the report said it. */
  readonly frame: ReportPublished['frame'];
  readonly calendar: string | null;
  /** The last event that may count: the same in every copy of the log; null in an empty one. */
  readonly lastEvent: ReportPublished['lastEvent'] | null;
  readonly sha256: string;
  readonly groups: number;
  /** ISO 8601. */
  readonly publishedAt: string;
  readonly publishedBy: string;
  /** Of the publication itself. */
  readonly position: string;
}

export function publicationView({ reportId, data, recordedAt, recordedBy, position }: Publication): PublicationView {
  const { report, title = null, note = null, request, frame, calendar = null, lastEvent = null, sha256, groups } = data;
  return {
    ...{ reportId, report, title, note, request, frame, calendar, lastEvent, sha256, groups },
    ...{ publishedAt: recordedAt, publishedBy: recordedBy, position },
  };
}
