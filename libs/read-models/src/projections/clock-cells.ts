import type { Clock, Measure } from '#measures';
import { NOT_STARTED, outcomeOf } from '../views/outcome.js';
import { copyNumber, NULL } from './copy-lines.js';

const SUFFIXES = [
  'outcome',
  'start_earliest',
  'start_latest',
  'stop_earliest',
  'stop_latest',
  'seconds_low',
  'seconds_high',
  'days_low',
  'days_high',
];

export function clockColumns(measure: Measure): string[] {
  return SUFFIXES.map((suffix) => `${measure}_${suffix}`);
}

const NO_LENGTH = [NULL, NULL, NULL, NULL].join('\t');
const NONE = [NULL, NULL, NO_LENGTH].join('\t');
const NEVER_STARTED = [NOT_STARTED, NULL, NULL, NONE].join('\t');

/** The cells of a clock's columns, joined as COPY takes them: most of what a rebuild writes is clocks. */
export function clockCells(clock: Clock | null): string {
  if (clock === null) return NEVER_STARTED;
  const { start, stop, seconds, days } = clock;
  const started = `${outcomeOf(clock)}\t${copyNumber(start.earliest)}\t${copyNumber(start.latest)}`;
  if (!stop) return `${started}\t${NONE}`;
  const stopped = `${copyNumber(stop.earliest)}\t${copyNumber(stop.latest)}`;
  const lengths = seconds && days ? `${seconds.low}\t${seconds.high}\t${days.low}\t${days.high}` : NO_LENGTH;
  return `${started}\t${stopped}\t${lengths}`;
}
