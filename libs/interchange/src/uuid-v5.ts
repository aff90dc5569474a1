import { hash } from 'node:crypto';

/** Short names are put together here with their namespace. */
const buffer = Buffer.alloc(1024);

/**
 * UUIDv5 (RFC 9562) of a name in a namespace of 16 bytes. A file of a million steps needs two million of them, and the
 * package `uuid` takes four times as long.
 */
export function uuidV5(name: string, namespace: Uint8Array): string {
  const hex = hash('sha1', withNamespace(name, namespace), 'hex');
  const variant = ((parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function withNamespace(name: string, namespace: Uint8Array): Uint8Array {
  // No character takes more than three bytes for each of its code units.
  if (16 + name.length * 3 > buffer.length) return Buffer.concat([namespace, Buffer.from(name)]);
  buffer.set(namespace);
  return buffer.subarray(0, 16 + buffer.write(name, 16));
}
