import { constants, openSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { addAbortSignal, type Readable } from 'node:stream';
import { UnreadableFile } from './errors.js';

export interface OpenStream {
  readonly stream: Readable;
  /** Length in bytes; undefined when it cannot be known. */
  readonly size?: number;
}

/** What stands for standard input. */
export const STANDARD_INPUT: ReadonlySet<string> = new Set(['-', '/dev/stdin']);

const CHUNK_BYTES = 256 * 1024;

/**
 * Opens a file, a pipe or standard input; the signal ends it with an AbortError, however long nothing has come.
 * @throws UnreadableFile when it is not there, or not readable.
 */
export async function openStream(path: string, signal?: AbortSignal): Promise<OpenStream> {
  try {
    const opened = STANDARD_INPUT.has(path) ? { stream: process.stdin } : await openPath(path);
    if (signal) addAbortSignal(signal, opened.stream);
    return opened;
  } catch (error) {
    throw error instanceof UnreadableFile ? error : new UnreadableFile(reasonOf(error as NodeJS.ErrnoException));
  }
}

async function openPath(path: string): Promise<OpenStream> {
  const stats = await stat(path);
  if (stats.isDirectory()) throw new UnreadableFile('it is a directory');
  if (stats.isFIFO()) return { stream: openPipe(path) };
  const file = await open(path);
  return {
    stream: file.createReadStream({ highWaterMark: CHUNK_BYTES }),
    size: stats.isFile() ? stats.size : undefined,
  };
}

/** As a file it would be read by a thread that nothing can interrupt until a writer comes; a socket is waited for. */
function openPipe(path: string): Socket {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  return new Socket({ fd, readable: true, writable: false });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read (permission denied)',
};

function reasonOf(error: NodeJS.ErrnoException): string {
  return REASONS[error.code ?? ''] ?? error.message;
}
