import type { Position } from '#event-store';
import type { EventSelection } from '#interchange';

/** `failed` when it was stopped for a reason of its own, which `failure` tells; it can be resumed. */
export type WebhookState = 'active' | 'paused' | 'failed';

/** Somebody who is told of events by HTTP. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly description: string | null;
  /** Which events it is told of. */
  readonly conditions: EventSelection;
  readonly state: WebhookState;
  readonly failure: string | null;
  /** How far the log has been read for it; null before the first event. */
  readonly position: Position | null;
  /** Events that are still to be delivered, of those read. */
  readonly pending: number;
  /** Events that were given up after too many attempts. */
  readonly deadLetters: number;
  /** ISO 8601, as all times here. */
  readonly createdAt: string;
  /** Until when the secret before the last rotation signs as well; null when there is none. */
  readonly previousSecretUntil: string | null;
}

/** An event that was given up. */
export interface DeadLetter {
  readonly eventId: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  readonly attempts: number;
  /** Why the last attempt failed: a status or a code, and nothing that the receiver said. */
  readonly problem: string;
  readonly attemptedAt: string;
  readonly deadAt: string;
}
