import { DEFAULT_TIME_ZONE, parseEdtf, type Interval } from '#time';
import type { UnionContent } from './events/index.js';

/** When an event of a union happened; unions keep the default time zone. The content has its `occurredAt`. */
export function occurrence(content: UnionContent): Interval {
  return parseEdtf(content.occurredAt!, DEFAULT_TIME_ZONE);
}
