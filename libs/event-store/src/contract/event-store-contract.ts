import { describeAppending } from './appending.js';
import { describeContent } from './content.js';
import { describeContention } from './contention.js';
import { describeFaults } from './faults.js';
import type { EventStoreHarness } from './harness.js';
import { describeIdempotency } from './idempotency.js';
import { describeReading } from './reading.js';
import { describeSubscribing } from './subscribing.js';

/** What every event store adapter promises: the definition of the port. */
export function describeEventStore(name: string, harness: EventStoreHarness): void {
  describe(name, () => {
    describeAppending(harness);
    describeIdempotency(harness);
    describeContent(harness);
    describeReading(harness);
    describeSubscribing(harness);
    describeContention(harness);
    describeFaults(harness);
  });
}
