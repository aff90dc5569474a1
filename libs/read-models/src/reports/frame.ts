import type { EntityManager } from 'typeorm';
import type { Position } from '#event-store';
import type { Instant } from '#time';
import { pinText } from '../pin.js';
import { casesProjection } from '../projections/cases-projection.js';
import { reading, type Source } from '../reading.js';
import type { Reached } from './reached.js';

/**
 * What a figure stands on: what had happened by `asOf`, as recorded by `knownAt`, in the log up to `position`. The same
 * frame gives the same figures, whatever is recorded later.
 */
export interface Frame {
  readonly asOf: Instant;
  readonly knownAt: Instant;
  /** Of the last event that may count; '' before the first. */
  readonly position: Position;
  /** Which versions of the tables were read in place of those that serve, as text. */
  readonly pin?: string;
}

/** A frame as asked for; without a position it is the newest that the tables have. */
export interface AskedFrame {
  readonly asOf: Instant;
  readonly knownAt: Instant;
  readonly position?: Position;
}

/** The tables have not come as far as the position that was asked for. */
export class PositionAhead extends Error {
  constructor(
    readonly position: Position,
    readonly reached: Position,
  ) {
    super(`the read models stand at ${reached || 'the beginning'}, before ${position}`);
    this.name = 'PositionAhead';
  }
}

/** Reads from one snapshot of the tables, which has all that the frame may count. @throws PositionAhead */
export function inFrame<Figures>(
  source: Source,
  asked: AskedFrame,
  read: (db: EntityManager, frame: Frame, reached: Reached) => Promise<Figures>,
): Promise<Figures> {
  return reading(source, async (snapshot, served) => {
    const reached = served.get(casesProjection.name)!;
    const { position = reached.position } = asked;
    if (position > reached.position) throw new PositionAhead(position, reached.position);
    const pin = pinText(source.pin);
    return read(snapshot, { asOf: asked.asOf, knownAt: asked.knownAt, position, ...(pin && { pin }) }, reached);
  });
}

/** What an event says of its own recording. */
interface Recorded {
  readonly position: Position;
  readonly recordedAt: string;
}

/**
 * The first events of a stream, up to the first that the frame does not have: where clocks disagree on when events were
 * recorded, none is known before those it follows.
 */
export function knownIn<Event extends Recorded>(
  events: readonly Event[],
  { position, knownAt }: Frame,
): readonly Event[] {
  const first = events.findIndex((event) => event.position > position || Date.parse(event.recordedAt) > knownAt);
  return first < 0 ? events : events.slice(0, first);
}
