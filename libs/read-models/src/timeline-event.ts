import { foldCase, type CaseState } from '#cases';
import type { RecordedEvent } from '#event-store';
import { upcastCase, type FoldedEvent } from '#ledger';

/** A row of `timelines`. */
export interface TimelineRow {
  readonly revision: number;
  readonly event: string;
}

/** An event of a case as its timeline keeps it: as recorded, so that a newer program upcasts it as it would the log's. */
export function timelineEvent({ id, type, revision, position, json: { data, metadata } }: RecordedEvent): string {
  return `{"id":"${id}","type":"${type}","data":${data},"metadata":${metadata},"revision":${revision},"position":"${position}"}`;
}

/** The inverse: the event that a row holds, as its stream had it. */
export function storedEvent({ event }: Pick<TimelineRow, 'event'>): FoldedEvent {
  return JSON.parse(event) as FoldedEvent;
}

/** The case that timeline rows, in the order of their revisions, add up to. */
export function foldTimeline(caseId: string, rows: readonly TimelineRow[]): CaseState {
  return foldCase(
    caseId,
    rows.map((row) => upcastCase(storedEvent(row))),
  );
}
