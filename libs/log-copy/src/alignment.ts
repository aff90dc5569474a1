import type { Position, RecordedEvent } from '#event-store';
import { differenceOf, differingFields, isSamePlace, type Difference } from './difference.js';
import type { EventCursor } from './event-cursor.js';
import { MAX_WINDOW_EVENTS } from './windows.js';

/** How a target lies against a source. */
export interface Alignment {
  /** Where the target can be no copy of the source; the cursors then stand there. */
  readonly difference: Difference | undefined;
  /** Where the same events first stand in another order across streams, which a failure while copying can leave. */
  readonly disorder: Difference | undefined;
  /** Events that the target lacks before its end, in the order of the source. */
  readonly missing: readonly RecordedEvent[];
  /** Of the last event of the target. */
  readonly end: Position | undefined;
}

/** An event of the source that the target does not have so far, and what it has in its place. */
interface Late {
  readonly event: RecordedEvent;
  readonly place: Difference;
}

/**
 * Goes through a target to its end, or to the first difference, and through the source as far as the target has it. Both
 * are in the same order; but of a window that a failure interrupted, some events may be late or lacking.
 */
export async function align(source: EventCursor, target: EventCursor): Promise<Alignment> {
  const late = new Map<string, Late>();
  let [difference, disorder]: (Difference | undefined)[] = [];
  for (let found = await target.next(); found; found = await target.next()) {
    const expected = takeOut(late, found) ?? (await passTo(source, found, late));
    if (expected) difference = contentDifference(expected, found);
    else difference = firstOf(late) ?? differenceOf(undefined, found);
    if (difference) break;
    disorder ??= firstOf(late);
  }
  const missing = [...late.values()].map(({ event }) => event);
  return { difference, disorder, missing, end: target.last?.position };
}

/** Reads on to the event that the target has; what is passed over is late. Undefined when it does not come. */
async function passTo(source: EventCursor, found: RecordedEvent, late: Map<string, Late>) {
  while (late.size <= MAX_WINDOW_EVENTS) {
    const event = await source.next();
    if (!event || isSamePlace(event, found)) return event;
    late.set(keyOf(event), { event, place: differenceOf(event, found) });
  }
  return undefined;
}

function takeOut(late: Map<string, Late>, found: RecordedEvent): RecordedEvent | undefined {
  const key = keyOf(found);
  const event = late.get(key)?.event;
  late.delete(key);
  return event;
}

function firstOf(late: ReadonlyMap<string, Late>): Difference | undefined {
  for (const { place } of late.values()) return place;
  return undefined;
}

function contentDifference(expected: RecordedEvent, found: RecordedEvent): Difference | undefined {
  return differingFields(expected, found).length > 0 ? differenceOf(expected, found) : undefined;
}

function keyOf({ revision, stream }: RecordedEvent): string {
  return `${revision}@${stream}`;
}
