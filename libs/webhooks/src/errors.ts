import type { WebhookState } from './webhook.js';

export class UnknownWebhook extends Error {
  override readonly name = 'UnknownWebhook';

  constructor(readonly webhookId: string) {
    super(`there is no webhook ${webhookId}`);
  }
}

/** A URL that nothing is delivered to. */
export class ForbiddenUrl extends Error {
  override readonly name = 'ForbiddenUrl';
}

/** There are as many webhooks as there may be. */
export class TooManyWebhooks extends Error {
  override readonly name = 'TooManyWebhooks';

  constructor(readonly most: number) {
    super(`there may be ${most} webhooks at most`);
  }
}

/** A webhook is in a state in which the operation makes no sense. */
export class WrongWebhookState extends Error {
  override readonly name = 'WrongWebhookState';

  constructor(
    readonly webhookId: string,
    readonly state: WebhookState,
  ) {
    super(`webhook ${webhookId} is ${state} already`);
  }
}

/** An event that should be replayed is not among the dead letters. */
export class NoDeadLetter extends Error {
  override readonly name = 'NoDeadLetter';

  constructor(readonly eventId: string) {
    super(`event ${eventId} is not among the dead letters`);
  }
}

/** A receiver wants no more events. */
export class ReceiverGone extends Error {
  override readonly name = 'ReceiverGone';

  constructor() {
    super('the receiver wants no more: it answered HTTP 410');
  }
}

/** A stored secret cannot be read with the key that is configured. */
export class SecretSealed extends Error {
  override readonly name = 'SecretSealed';

  constructor(options?: { cause: unknown }) {
    super('the secret was stored under another key than WEBHOOKS_SECRET_KEY', options);
  }
}
