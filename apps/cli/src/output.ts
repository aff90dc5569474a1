import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { asUnwritable, isSpecial, UnwritableOutput, writeWhole } from '#interchange';
import { EXIT } from './exit-status.js';
import { CommandFailed } from './failure.js';

/**
 * Writes text into a file, which has its name once all is there, or to standard output where no path is given. Nothing is
 * asked of `texts` before it is known that there is a place for them.
 * @throws CommandFailed when they cannot be written, and what `texts` throws
 */
export async function writeText(path: string | undefined, texts: AsyncIterable<string>): Promise<void> {
  try {
    if (path === undefined) await send(texts, process.stdout, 'standard output');
    else if (await isSpecial(path)) await send(texts, createWriteStream(path), path);
    else await writeWhole(path, (temporary) => pipeline(texts, createWriteStream(temporary)));
  } catch (error) {
    throw unwritable(error);
  }
}

async function send(texts: AsyncIterable<string>, stream: Writable, name: string): Promise<void> {
  try {
    await pipeline(texts, stream, { end: stream !== process.stdout });
  } catch (error) {
    throw asUnwritable(name, error);
  }
}

/** What cannot be written is told in one line; any other error as it is. */
export function unwritable(error: unknown): unknown {
  return error instanceof UnwritableOutput ? new CommandFailed(error.message, EXIT.unavailable) : error;
}
