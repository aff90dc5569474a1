import { Temporal } from 'temporal-polyfill';
import type { Instant } from './interval.js';

/** A stretch of time `[from, until)` in which a zone's clocks differ from UTC by one amount. */
export interface OffsetSpan {
  readonly from: Instant;
  readonly until: Instant;
  /** Milliseconds to add to UTC. */
  readonly offset: number;
}

/** Two thousand years of a zone that changes its clocks twice a year. */
const SPANS_KEPT = 4096;

/** The offsets of one time zone from UTC, looked up in the time zone database once for each stretch between changes. */
export class ZoneOffsets {
  private spans: OffsetSpan[] = [];
  private last: OffsetSpan | undefined;

  constructor(private readonly timeZone: string) {}

  at(instant: Instant): OffsetSpan {
    if (this.last && instant >= this.last.from && instant < this.last.until) return this.last;
    return (this.last = this.find(instant));
  }

  private find(instant: Instant): OffsetSpan {
    let low = 0;
    let high = this.spans.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.spans[middle]!.until <= instant) low = middle + 1;
      else high = middle;
    }
    const found = this.spans[low];
    if (found && found.from <= instant) return found;
    const span = this.lookUp(instant);
    if (this.spans.length >= SPANS_KEPT) this.spans = [span];
    else this.spans.splice(low, 0, span);
    return span;
  }

  private lookUp(instant: Instant): OffsetSpan {
    const moment = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(this.timeZone);
    const until = moment.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity;
    // The transition before is sought from the next millisecond, so that one at this very instant counts.
    const from = moment.add({ milliseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ?? -Infinity;
    return { from, until, offset: Math.round(moment.offsetNanoseconds / 1e6) };
  }
}
