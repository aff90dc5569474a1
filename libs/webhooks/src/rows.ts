import type { Position } from '#event-store';
import type { EventSelection } from '#interchange';
import type { WebhookState } from './webhook.js';

/** A webhook as the deliverer needs it. */
export interface Target {
  readonly id: string;
  readonly url: string;
  readonly conditions: EventSelection;
  /** As they are stored, the present one first. */
  readonly secrets: readonly string[];
  readonly state: WebhookState;
  readonly position: Position;
  readonly eventId: string | null;
}

/** An event that is still to be delivered. */
export interface Delivery {
  readonly position: Position;
  readonly eventId: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  /** Those that failed. */
  readonly attempts: number;
}
