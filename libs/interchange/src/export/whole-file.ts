import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UnwritableOutput } from './errors.js';

/** The bytes of a file, in two figures. */
export interface Digest {
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

/** Takes in bytes in their order. */
export class ByteDigest {
  private bytes = 0;
  private readonly hash = createHash('sha256');

  add(part: Uint8Array): void {
    this.hash.update(part);
    this.bytes += part.length;
  }

  digest(): Digest {
    return { bytes: this.bytes, sha256: this.hash.copy().digest('hex') };
  }
}

/** Where a file is written before it has its name. */
export function temporaryName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.partial`);
}

/**
 * Writes a file that has its name only when it is whole: under another one until then, which goes away with a failure.
 * @param write makes the file of that other name
 * @param confirm is told what the file holds, as it is read back from the disk, and may refuse it
 * @throws UnwritableOutput, and what `write` and `confirm` throw
 */
export async function writeWhole(
  path: string,
  write: (temporary: string) => Promise<void>,
  confirm: (digest: Digest) => Promise<void> = async () => undefined,
): Promise<void> {
  // What a link names is replaced, not the link.
  const place = await realpath(path).catch(() => path);
  const temporary = temporaryName(place);
  try {
    // Made by us, whoever writes it: nothing of an earlier attempt is in it, and it has the modes that the user wants.
    await writeFile(temporary, '');
    await write(temporary);
    await sync(temporary);
    await confirm(await digestOf(temporary));
    await rename(temporary, place);
    await sync(dirname(place));
  } catch (error) {
    await rm(temporary, { force: true });
    throw asUnwritable(path, error);
  }
}

/** Whether a path names something that is no file and cannot be replaced, such as a pipe or a device. */
export async function isSpecial(path: string): Promise<boolean> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) throw new UnwritableOutput(path, 'it is a directory');
    return !stats.isFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw asUnwritable(path, error);
  }
}

async function digestOf(path: string): Promise<Digest> {
  const digest = new ByteDigest();
  for await (const part of createReadStream(path)) digest.add(part as Buffer);
  return digest.digest();
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left',
  EDQUOT: 'the quota is used up',
  EFBIG: 'it grows larger than a file may be',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOENT: 'there is no such directory',
  ENOTDIR: 'there is no such directory',
  EISDIR: 'it is a directory',
  ENAMETOOLONG: 'its name is too long',
  EIO: 'the disk failed',
  EPIPE: 'whoever read it has gone',
};

/** An error of the file system, in words; any other as it is. */
export function asUnwritable(output: string, error: unknown): unknown {
  const { code, name, message } = error as NodeJS.ErrnoException;
  if (name === 'SQLite3Error') return new UnwritableOutput(output, message, { cause: error });
  const reason = REASONS[code ?? ''];
  return reason === undefined ? error : new UnwritableOutput(output, reason, { cause: error });
}
