import { DeadLettersQuery } from '../webhooks/dead-letters-query.js';
import { EXAMPLE } from './examples.js';
import type { Operation } from './operation.js';

const WEBHOOK = {
  id: '5f0c7f0e-6a3b-4c52-9d0e-0d7c2f6f2a11',
  url: 'http://127.0.0.1:4000/recourse',
  description: 'The office’s case board',
  conditions: { types: 'Deflected,Intervened', level: 'district' },
  state: 'active',
  failure: null,
  position: EXAMPLE.position,
  pending: 0,
  deadLetters: 0,
  createdAt: '2026-03-01T08:00:00.000Z',
  previousSecretUntil: null,
};
const SECRET = { ...WEBHOOK, secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD7f5Sm3bGcF0=' };
const DEAD_LETTER = {
  eventId: EXAMPLE.callId,
  type: 'Deflected',
  stream: `case-${EXAMPLE.caseId}`,
  revision: 3,
  position: EXAMPLE.position,
  attempts: 16,
  problem: 'HTTP 500',
  attemptedAt: '2026-03-02T01:00:00.000Z',
  deadAt: '2026-03-02T01:00:00.000Z',
};

/** A webhook to be made, where private addresses are allowed. */
export const WEBHOOK_EXAMPLE = {
  url: WEBHOOK.url,
  description: WEBHOOK.description,
  conditions: WEBHOOK.conditions,
};

const json = (schema: string, example: unknown) => ({ 'application/json': { schema, example } });
const ANY = ['unavailable'] as const;
const OF_ONE = ['not-found', 'unavailable'] as const;
const BODY = ['malformed-json', 'validation', 'content-too-large', 'unsupported-media-type'] as const;

/** What is done with a webhook that is there. */
const change = (name: string, summary: string, description: string): Omit<Operation, 'answers' | 'problems'> => ({
  method: 'post',
  path: `/v1/webhooks/{webhookId}/${name}`,
  tag: 'webhooks',
  summary,
  description,
  records: false,
  status: 200,
});

/** Webhooks: who is told of events by HTTP. */
export const WEBHOOK_OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/webhooks',
    tag: 'webhooks',
    summary: 'Have events sent to a URL',
    description:
      'Each event is a POST of a structured CloudEvent, signed as Standard Webhooks have it (`webhook-id`, ' +
      '`webhook-timestamp`, `webhook-signature`); any 2xx takes it. It is sent at least once, always under the same ' +
      '`webhook-id`, in the order of its stream. A 429 or 503 with `Retry-After` holds deliveries back until then (4 hours ' +
      'at most), and a 410 stops the webhook. The `secret` is told in this answer alone.',
    body: {
      schema: 'NewWebhook',
      examples: { example: { summary: 'Two types of one level', value: WEBHOOK_EXAMPLE } },
    },
    records: false,
    status: 201,
    answers: json('WebhookWithSecret', SECRET),
    problems: [...BODY, 'too-many-webhooks', ...ANY],
  },
  {
    method: 'get',
    path: '/v1/webhooks',
    tag: 'webhooks',
    summary: 'All webhooks, and how far they are',
    status: 200,
    answers: json('WebhookList', { items: [WEBHOOK] }),
    problems: ANY,
  },
  {
    method: 'get',
    path: '/v1/webhooks/{webhookId}',
    tag: 'webhooks',
    summary: 'One webhook',
    status: 200,
    answers: json('Webhook', WEBHOOK),
    problems: OF_ONE,
  },
  {
    method: 'delete',
    path: '/v1/webhooks/{webhookId}',
    tag: 'webhooks',
    summary: 'Delete a webhook, with what was still to be sent and its dead letters',
    status: 204,
    answers: {},
    problems: OF_ONE,
  },
  {
    ...change('rotate-secret', 'A new secret', 'The one before signs beside it for another 24 hours.'),
    answers: json('WebhookWithSecret', SECRET),
    problems: [...BODY, ...OF_ONE],
  },
  {
    ...change(
      'pause',
      'Send nothing until it is resumed',
      'Nothing is lost: what is recorded meanwhile is sent later.',
    ),
    answers: json('Webhook', { ...WEBHOOK, state: 'paused' }),
    problems: [...BODY, ...OF_ONE, 'webhook-state'],
  },
  {
    ...change('resume', 'Go on where it stopped', 'Of one that is paused or failed.'),
    answers: json('Webhook', WEBHOOK),
    problems: [...BODY, ...OF_ONE, 'webhook-state'],
  },
  {
    method: 'get',
    path: '/v1/webhooks/{webhookId}/dead-letters',
    tag: 'webhooks',
    summary: 'Events that were given up after sixteen attempts',
    query: DeadLettersQuery,
    status: 200,
    answers: json('DeadLetterPage', { items: [DEAD_LETTER], nextCursor: null }),
    problems: ['validation', ...OF_ONE],
  },
  {
    ...change(
      'replay',
      'Try dead letters again',
      'One of them, or all; they come after events that were delivered before.',
    ),
    body: {
      schema: 'Replay',
      optional: true,
      examples: {
        all: { summary: 'All of them', value: {} },
        one: { summary: 'One of them', value: { eventId: EXAMPLE.callId } },
      },
    },
    answers: json('Replayed', { replayed: 1 }),
    problems: [...BODY, ...OF_ONE],
  },
];
