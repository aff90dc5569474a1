import { isUtf8 } from 'node:buffer';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UnreadableFile } from './errors.js';

/** A stream of bytes whose beginning has been looked at. */
interface PeekedBytes {
  /** As much as has been read: two bytes or more, unless there are no more. */
  readonly head: Buffer;
  /** All of the bytes, the head included; to be read once. */
  readonly chunks: AsyncIterable<Buffer>;
}

/** Long enough to tell gzip from UTF-16 from anything else. */
const HEAD_BYTES = 2;

async function peek(stream: AsyncIterable<Buffer>): Promise<PeekedBytes> {
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
  try {
    yield head;
    yield* { [Symbol.asyncIterator]: () => rest };
  } finally {
    // Whoever has enough after the head closes the file, too.
    await rest.return?.();
  }
}

function isGzip({ head }: PeekedBytes): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** By its byte order mark or, since what we read begins with ASCII, by the empty half of the first character. */
function isUtf16({ head }: PeekedBytes): boolean {
  const first = head.subarray(0, HEAD_BYTES);
  return first.equals(Buffer.of(0xff, 0xfe)) || first.equals(Buffer.of(0xfe, 0xff)) || first.includes(0);
}

/** @throws UnreadableFile while it is read, where the compressed bytes are damaged or end early. */
async function* unzipped(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* pipeline(chunks, createGunzip(), () => undefined); // the error is thrown here as well
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code?.startsWith('Z_') ? new UnreadableFile(`its compression is damaged: ${message}`) : error;
  }
}

/** All the bytes at once. @throws UnreadableFile with the reason `tooLong` when there are more than `limit`. */
async function whole(chunks: AsyncIterable<Buffer>, limit: number, tooLong: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > limit) throw new UnreadableFile(tooLong);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

/** The whole text. @throws UnreadableFile with the reason `tooLong` when it has more than `limit` bytes, or is not UTF-8. */
export async function wholeText(chunks: AsyncIterable<Buffer>, limit: number, tooLong: string): Promise<string> {
  const bytes = await whole(chunks, limit, tooLong);
  if (!isUtf8(bytes)) throw new UnreadableFile('it is not valid UTF-8');
  return bytes.toString('utf8');
}

/** The bytes of a stream, decompressed where they are gzip. @throws UnreadableFile when they are UTF-16. */
export async function unpacked(
  stream: AsyncIterable<Buffer>,
): Promise<{ readonly chunks: AsyncIterable<Buffer>; readonly zipped: boolean }> {
  const written = await peek(stream);
  const zipped = isGzip(written);
  const bytes = zipped ? await peek(unzipped(written.chunks)) : written;
  if (isUtf16(bytes)) throw new UnreadableFile('it is UTF-16: save it as UTF-8');
  return { chunks: bytes.chunks, zipped };
}
