import type { Position } from '#event-store';
import { knownIn, type Frame } from '../reports/frame.js';

/** Two frames of one question; whatever the earlier has, the later has too. */
export interface FramePair {
  readonly earlier: Frame;
  readonly later: Frame;
}

interface Recorded {
  readonly position: Position;
  readonly recordedAt: string;
}

/** The events of one stream that the later of two frames has. */
export interface Between<Event extends Recorded> {
  readonly events: readonly Event[];
  /** How many of them, the first ones, the earlier frame has. */
  readonly known: number;
}

export function between<Event extends Recorded>(events: readonly Event[], frames: FramePair): Between<Event> {
  const all = knownIn(events, frames.later);
  return { events: all, known: knownIn(all, frames.earlier).length };
}

/** What came after the earlier frame. */
export function newIn<Event extends Recorded>({ events, known }: Between<Event>): readonly Event[] {
  return events.slice(known);
}

/** The earlier frame's events, and the new ones up to a position; without one the earlier frame's alone. */
export function eventsUntil<Event extends Recorded>(
  { events, known }: Between<Event>,
  position: Position | undefined,
): readonly Event[] {
  if (position === undefined) return events.slice(0, known);
  const end = events.findIndex((event, index) => index >= known && event.position > position);
  return end < 0 ? events : events.slice(0, end);
}
