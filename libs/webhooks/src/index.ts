export { AddressGuard, isPublicAddress } from './address-guard.js';
export { WebhookDeliverer, type DelivererOptions, type WebhookSettings } from './deliverer.js';
export { ForbiddenUrl, NoDeadLetter, TooManyWebhooks, UnknownWebhook, WrongWebhookState } from './errors.js';
export type { AttemptResult, DelivererHooks } from './hooks.js';
export type { DeadLetter, Webhook, WebhookState } from './webhook.js';
export { MOST_WEBHOOKS, Webhooks, type DeadLetterPage, type NewWebhook } from './webhooks.js';
