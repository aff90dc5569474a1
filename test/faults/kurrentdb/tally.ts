import type { Answer, LoggedEvent } from '../../support/client.js';
import { type Attempt, eventsByKey, isAcknowledged } from '../../support/load.js';

/** What is missing of the acknowledged steps, and what is in the log more than once. */
export function tally(attempts: readonly Attempt[], events: readonly LoggedEvent[]): { lost: number; twice: number } {
  const byKey = eventsByKey(events);
  const result = { lost: 0, twice: 0 };
  for (const attempt of attempts) {
    const found = byKey.get(attempt.key) ?? [];
    if (isAcknowledged(attempt) && !found.some((event) => isAsAnswered(event, attempt.answers.at(-1)!))) result.lost++;
    result.twice += Math.max(0, found.length - 1);
  }
  return result;
}

function isAsAnswered({ id, revision, position }: LoggedEvent, { body }: Answer): boolean {
  return id === body.stepId && revision === body.revision && position === body.position;
}

/** Tells the caller, in the API's own words and nobody else's, to come again. */
export function isRefusalForNow({ status, headers, body, text }: Answer): boolean {
  return (
    status === 503 &&
    headers.get('content-type') === 'application/problem+json; charset=utf-8' &&
    Number(headers.get('retry-after')) > 0 &&
    body.type === '/problems/unavailable' &&
    !/kurrent|grpc|127\.0\.0\.1|ECONN|UNAVAILABLE:/i.test(text)
  );
}
