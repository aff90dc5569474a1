import {
  described,
  instant,
  integer,
  list,
  named,
  nullable,
  object,
  oneOfCodes,
  position,
  text,
  uuid,
} from './schema.js';

const webhook = {
  id: uuid,
  url: text,
  description: nullable(text),
  conditions: described(named('EventSelection'), 'Which events it is told of.'),
  state: described(
    oneOfCodes(['active', 'paused', 'failed']),
    '`failed`: the log is not the one that was read for it, its secret cannot be read, or the receiver answered 410; ' +
      '`failure` says which. Resume it when that is mended.',
  ),
  failure: described(nullable(text), 'Why it was stopped.'),
  position: described(nullable(position), 'How far the log has been read for it.'),
  pending: described(integer, 'Events still to be delivered, of those read.'),
  deadLetters: described(integer, 'Events that were given up.'),
  createdAt: instant,
  previousSecretUntil: described(nullable(instant), 'Until when the secret before the last rotation signs as well.'),
};

const deadLetter = {
  eventId: uuid,
  type: text,
  stream: text,
  revision: integer,
  position,
  attempts: integer,
  problem: described(text, 'Why the last attempt failed; nothing that the receiver said.'),
  attemptedAt: instant,
  deadAt: instant,
};

/** What the webhooks answer. */
export const WEBHOOK_SCHEMAS = {
  Webhook: object(webhook),
  WebhookWithSecret: object({ ...webhook, secret: described(text, 'Told this once.') }),
  WebhookList: object({ items: list(named('Webhook')) }),
  DeadLetter: object(deadLetter),
  DeadLetterPage: object({ items: list(named('DeadLetter')), nextCursor: nullable(text) }),
  Replayed: object({ replayed: described(integer, 'Dead letters that are tried again.') }),
};
