import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { SecretSealed } from './errors.js';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SEALED = 'sealed:';

/**
 * How secrets are stored: they must be had again to sign with, so they cannot be hashed. With a key, which is kept
 * outside the database, they are sealed (AES-256-GCM, bound to their webhook); without one they are as open as the
 * database is.
 */
export class SecretBox {
  /** @param key 32 bytes */
  constructor(private readonly key?: Buffer) {}

  seal(secret: string, webhookId: string): string {
    if (!this.key) return secret;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.key, nonce).setAAD(Buffer.from(webhookId));
    const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return SEALED + Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
  }

  /** @throws SecretSealed */
  open(stored: string, webhookId: string): string {
    if (!stored.startsWith(SEALED)) return stored;
    if (!this.key) throw new SecretSealed();
    const bytes = Buffer.from(stored.slice(SEALED.length), 'base64');
    const decipher = createDecipheriv(ALGORITHM, this.key, bytes.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(webhookId))
      .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    try {
      const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
      return text.toString('utf8');
    } catch (cause) {
      throw new SecretSealed({ cause });
    }
  }
}
