import { isUtf8 } from 'node:buffer';
import type { FileItem } from './file-item.js';
import { InvalidJson, readJson } from './json-text.js';
import { readLines, type Line } from './lines.js';

/**
 * Longest line, in bytes: an append holds 1 MiB as it is stored, and six times that when each character is written as
 * an escape. It bounds memory; whether what a line says fits into an append is for the store to see.
 */
export const MAX_LINE_BYTES = 6 * 1024 * 1024;

const BLANK = /^\s*$/;
const BYTE_ORDER_MARK = '\uFEFF';

/** The objects of a JSON lines file, one a line; blank lines are skipped. */
export async function* readJsonLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<FileItem> {
  for await (const line of readLines(chunks, MAX_LINE_BYTES)) {
    const item = itemOf(line);
    if (item) yield item;
  }
}

function itemOf({ line, bytes, end }: Line): FileItem | undefined {
  if (!bytes) return { line, end, unreadable: `the line is longer than ${MAX_LINE_BYTES} bytes` };
  if (!isUtf8(bytes)) return { line, end, unreadable: 'the line is not valid UTF-8' };
  const text = withoutByteOrderMark(bytes.toString('utf8'), line);
  if (BLANK.test(text)) return undefined;
  try {
    return { line, end, text, value: readJson(text) };
  } catch (error) {
    if (!(error instanceof InvalidJson)) throw error;
    return { line, end, unreadable: error.message };
  }
}

function withoutByteOrderMark(text: string, line: number): string {
  return line === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}
