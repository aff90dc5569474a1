import { countedBy, eventsOf, POSITION, type EventStore, type Position } from '#event-store';
import { InvalidCursor } from '#read-models';
import { requireOfThisLog } from '../http/of-this-log.js';
import { invalidFields } from '../problems/problem-of.js';
import { Problem } from '../problems/problem.js';
import { noEvents, revisionAfter } from './list-case-events.js';

/** @throws Problem naming the parameter whose position is of another log, or lies beyond the end of this one */
export async function requireInLog(store: EventStore, field: string, position: Position): Promise<void> {
  requireOfThisLog(store, field, position);
  const head = await store.head();
  // Only what it begins with is compared: a reader that has everything may have passed over what is not of this ledger.
  const end = head === undefined ? 0n : countedBy(head)!.count;
  if (countedBy(position)!.count > end) {
    throw invalidFields([{ field, message: `${field} lies beyond the end of the log` }]);
  }
}

/** What a reader that comes back names as the last it was sent. @throws Problem */
export function lastEventId(header: string | undefined): Position | undefined {
  if (!header) return undefined;
  if (!POSITION.test(header)) throw Problem.of('invalid-header', 'Last-Event-ID is no id that this stream gave.');
  return header;
}

/** Where the event of a case lies whose revision is the cursor; '' without one. @throws Problem, InvalidCursor */
export async function positionOfCursor(store: EventStore, caseId: string, cursor?: string): Promise<Position> {
  const from = revisionAfter(cursor) - 1;
  for await (const event of eventsOf(store.readStream(`case-${caseId}`, { from: Math.max(0, from), limit: 1 }))) {
    return from < 0 ? '' : event.position;
  }
  if (from < 0) throw noEvents(caseId);
  throw new InvalidCursor();
}
