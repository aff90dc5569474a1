import type { EventStore, Position } from '#event-store';
import type { LastEvent, Publication } from '#publications';
import type { Ledger } from './ledger.js';
import { positionOfEvent } from './position-of-event.js';

/** A published report, and where its frame ends in this log. */
export interface LocatedPublication {
  readonly publication: Publication;
  /** Of the last event that its figures count; '' when there is none. */
  readonly position: Position;
}

/** The log lacks the last event that a published report counts: it is not the log that the report was published in. */
export class LastEventMissing extends Error {
  constructor(readonly event: LastEvent) {
    super(`the log has no event ${event.id}, the last one that this report counts: it was published in another log`);
    this.name = 'LastEventMissing';
  }
}

/** As the log has it: no table has to be waited for. Undefined when there is none. @throws LastEventMissing */
export async function locatePublication(
  ledger: Ledger,
  store: EventStore,
  reportId: string,
): Promise<LocatedPublication | undefined> {
  const publication = await ledger.findPublication(reportId);
  if (!publication) return undefined;
  const { lastEvent } = publication.data;
  if (lastEvent === undefined) return { publication, position: '' };
  const position = await positionOfEvent(store, lastEvent);
  if (position === undefined) throw new LastEventMissing(lastEvent);
  return { publication, position };
}
