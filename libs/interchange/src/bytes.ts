import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UnreadableFile } from './errors.js';

/** A stream of bytes whose beginning has been looked at. */
export interface PeekedBytes {
  /** As much as has been read: two bytes or more, unless there are no more. */
  readonly head: Buffer;
  /** All of the bytes, the head included; to be read once. */
  readonly chunks: AsyncIterable<Buffer>;
}

/** Long enough to tell gzip from UTF-16 from anything else. */
const HEAD_BYTES = 2;

export async function peek(stream: AsyncIterable<Buffer>): Promise<PeekedBytes> {
  const chunks = stream[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < HEAD_BYTES) {
    const { done, value } = await chunks.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  return { head, chunks: resumed(head, chunks) };
}

async function* resumed(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  yield* { [Symbol.asyncIterator]: () => rest };
}

export function isGzip({ head }: PeekedBytes): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** By its byte order mark or, since what we read begins with ASCII, by the empty half of the first character. */
export function isUtf16({ head }: PeekedBytes): boolean {
  const first = head.subarray(0, HEAD_BYTES);
  return first.equals(Buffer.of(0xff, 0xfe)) || first.equals(Buffer.of(0xfe, 0xff)) || first.includes(0);
}

/** @throws UnreadableFile while it is read, where the compressed bytes are damaged or end early. */
export async function* unzipped(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* pipeline(chunks, createGunzip(), () => undefined); // the error is thrown here as well
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code?.startsWith('Z_') ? new UnreadableFile(`its compression is damaged: ${message}`) : error;
  }
}

/** All the bytes at once. @throws UnreadableFile with the reason `tooLong` when there are more than `limit`. */
export async function whole(chunks: AsyncIterable<Buffer>, limit: number, tooLong: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > limit) throw new UnreadableFile(tooLong);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
