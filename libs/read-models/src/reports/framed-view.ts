import { MEASURES_VERSION, RULES_VERSION } from '#measures';
import type { Position } from '#event-store';
import { DEFAULT_TIME_ZONE } from '#time';
import type { Frame } from './frame.js';

/** What figures stand on, as shown: whoever asks with it again gets the same bytes. */
export interface FramedView {
  /** ISO 8601. */
  readonly asOf: string;
  readonly knownAt: string;
  /** Of the last event in the log that may count; '' before the first. */
  readonly position: Position;
  /** Which versions of the tables were read in place of those that serve, such as `cases:4`; absent where none were. */
  readonly pin?: string;
  /** Dates without an offset, and periods, are read in it. */
  readonly timeZone: string;
  /** Versions of the rules that clocks follow, and of the measures that figures are computed with. */
  readonly rules: number;
  readonly measures: number;
}

export function framedView({ asOf, knownAt, position, pin }: Frame): FramedView {
  return {
    asOf: new Date(asOf).toISOString(),
    knownAt: new Date(knownAt).toISOString(),
    position,
    ...(pin !== undefined && { pin }),
    timeZone: DEFAULT_TIME_ZONE,
    rules: RULES_VERSION,
    measures: MEASURES_VERSION,
  };
}
