import { eventsOf, InvalidRead, type EventStore, type RecordedEvent } from '#event-store';
import { cloudEvent } from '#interchange';
import type { AddressGuard } from './address-guard.js';
import { post, type Outcome } from './post.js';
import type { Delivery, Target } from './rows.js';
import type { SecretBox } from './secret-box.js';
import { signedHeaders } from './sign.js';

const CONTENT_TYPE = 'application/cloudevents+json; charset=utf-8';

export interface AttemptContext {
  readonly store: EventStore;
  readonly guard: AddressGuard;
  readonly secrets: SecretBox;
  /** Until the receiver's status is there; ms. */
  readonly timeout: number;
}

/**
 * Sends one event once, as a structured CloudEvent under the id of the event, which is the same in every attempt.
 * @throws InvalidRead, SecretSealed, the signal's reason, and what the store throws
 */
export async function attempt(
  target: Target,
  delivery: Delivery,
  { store, guard, secrets, timeout }: AttemptContext,
  signal: AbortSignal,
): Promise<Outcome> {
  const { id, url } = target;
  const body = JSON.stringify(cloudEvent(await eventOf(delivery, store)));
  const keys = target.secrets.map((stored) => secrets.open(stored, id));
  const headers = { 'content-type': CONTENT_TYPE, ...signedHeaders(delivery.eventId, Date.now(), body, keys) };
  return post({ url, headers, body, guard, timeout, signal });
}

/** Read for every attempt: nothing of it is kept outside the log. */
async function eventOf({ stream, revision, eventId }: Delivery, store: EventStore): Promise<RecordedEvent> {
  for await (const event of eventsOf(store.readStream(stream, { from: revision, limit: 1 }))) {
    if (event.id === eventId) return event;
  }
  throw new InvalidRead(`the log has no event ${eventId}: is this the log that was read?`);
}
