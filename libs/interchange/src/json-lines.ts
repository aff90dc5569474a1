import { isUtf8 } from 'node:buffer';
import type { FileItem } from './file-item.js';
import { readLines, type Line } from './lines.js';

/** Longest line, in bytes: what a line records is appended whole, and an append holds no more than this. */
export const MAX_LINE_BYTES = 1024 * 1024;

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
    return { line, end, text, value: JSON.parse(text) };
  } catch (error) {
    return { line, end, unreadable: `the line is not JSON: ${withoutExcerpt((error as Error).message)}` };
  }
}

/** The parser quotes the text around some errors, which may be a worker's words: keep them out of messages. */
function withoutExcerpt(message: string): string {
  return message.replace(/, (\.\.\.)?".*" is not valid JSON$/s, '');
}

function withoutByteOrderMark(text: string, line: number): string {
  return line === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}
