import { createHmac } from 'node:crypto';
import { keyOf } from './secret.js';

export interface SignedHeaders {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

/**
 * The headers of Standard Webhooks: an HMAC-SHA256 over id, timestamp and body for each secret.
 * @param at epoch ms
 */
export function signedHeaders(id: string, at: number, body: string, secrets: readonly string[]): SignedHeaders {
  const timestamp = String(Math.floor(at / 1000));
  const signatures = secrets.map((secret) => {
    const digest = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
    return `v1,${digest}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
