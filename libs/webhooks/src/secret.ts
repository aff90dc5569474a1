import { randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';

/** As Standard Webhooks spells them: 24 to 64 random bytes in base64 after `whsec_`. */
const BYTES = 32;

export function newSecret(): string {
  return `${PREFIX}${randomBytes(BYTES).toString('base64')}`;
}

export function keyOf(secret: string): Buffer {
  return Buffer.from(secret.slice(PREFIX.length), 'base64');
}
