export { addDuration } from './add-duration.js';
export { isoDate, type EpochDay } from './civil.js';
export { Chronology, type Point, type Since } from './chronology.js';
export { daysBetween, toDays, toSeconds, toWorkingDays } from './elapsed.js';
export { daysOf, daysOverdue, dueDaysOf, type DaySpan, type DueDay } from './deadline.js';
export { edtfProblem, InvalidDate, isEdtf, parseEdtf } from './edtf.js';
export {
  durationProblem,
  InvalidDuration,
  isIsoDuration,
  parseIsoDuration,
  type DurationRange,
} from './iso-duration.js';
export { difference, type Bounds, type Instant, type Interval } from './interval.js';
export {
  DEFAULT_TIME_ZONE,
  isoWithOffset,
  isTimeZone,
  localDate,
  localDay,
  localDayOf,
  UnknownTimeZone,
} from './time-zone.js';
export { UnknownCalendarYear } from './working-calendar.js';
export { WORKING_CALENDAR } from './working-days.js';
