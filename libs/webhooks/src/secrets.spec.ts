import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { SecretSealed } from './errors.js';
import { SecretBox } from './secret-box.js';
import { newSecret } from './secret.js';
import { signedHeaders } from './sign.js';

const BODY = JSON.stringify({ type: 'Deflected', data: { quote: '打 12351 吧' } });

describe('a signature', () => {
  it('is one that an independent verifier takes, under each secret', () => {
    const [secret, previous] = [newSecret(), newSecret()];
    const headers = { ...signedHeaders('an-id', Date.now(), BODY, [secret, previous]) };
    for (const one of [secret, previous]) expect(new Webhook(one).verify(BODY, headers)).toEqual(JSON.parse(BODY));
    expect(() => new Webhook(newSecret()).verify(BODY, headers)).toThrow();
    expect(() => new Webhook(secret).verify(`${BODY} `, headers)).toThrow();
    expect(() => new Webhook(secret).verify(BODY, { ...headers, 'webhook-id': 'another' })).toThrow();
  });
});

describe('a stored secret', () => {
  const box = new SecretBox(randomBytes(32));

  it('is sealed under a key, for its webhook alone', () => {
    const secret = newSecret();
    const stored = box.seal(secret, 'one');
    expect(stored).not.toContain(secret.slice(6, 20));
    expect(box.open(stored, 'one')).toBe(secret);
    expect(box.seal(secret, 'one')).not.toBe(stored);
    expect(() => box.open(stored, 'another')).toThrow(SecretSealed);
    expect(() => new SecretBox(randomBytes(32)).open(stored, 'one')).toThrow(SecretSealed);
    expect(() => new SecretBox().open(stored, 'one')).toThrow(SecretSealed);
  });

  it('is as it is without a key, and still read when there is one later', () => {
    const secret = newSecret();
    expect(new SecretBox().seal(secret, 'one')).toBe(secret);
    expect(box.open(secret, 'one')).toBe(secret);
  });
});
