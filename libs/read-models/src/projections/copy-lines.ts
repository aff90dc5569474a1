import { finished } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** A value as COPY takes it; objects travel as JSON. */
export type Cell = string | number | boolean | null | object;

/** Bytes to hand to the connection at a time. */
const CHUNK = 64 * 1024;

/** The most bytes that a unit of a JavaScript string takes in UTF-8. */
const BYTES_A_UNIT = 3;

/** Writes rows with COPY, the fastest way in; each line has the cells of `columns`. Making the lines must not fail. */
export async function copyLines(
  tx: ClientBase,
  table: string,
  columns: readonly string[],
  lines: Iterable<string>,
): Promise<void> {
  const chunks = chunksOf(lines);
  const first = chunks.next();
  if (first.done) return;
  const stream = tx.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
  const done = finished(stream);
  stream.write(first.value);
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  await done;
}

/** Written line by line into one place: joined into a long string first, they would be copied twice more. */
function* chunksOf(lines: Iterable<string>): Generator<Buffer, void, undefined> {
  let chunk = Buffer.allocUnsafe(CHUNK);
  let used = 0;
  for (const line of lines) {
    const most = line.length * BYTES_A_UNIT;
    if (used + most > chunk.length) {
      if (used > 0) yield chunk.subarray(0, used);
      chunk = Buffer.allocUnsafe(Math.max(CHUNK, most));
      used = 0;
    }
    used += chunk.write(line, used);
  }
  if (used > 0) yield chunk.subarray(0, used);
}

/** A row in COPY's text format; equal rows have equal lines. */
export function copyLine(row: readonly Cell[]): string {
  return `${row.map(copyText).join('\t')}\n`;
}

/** A cell of JSON, in which no character but the backslash is special to COPY. */
export function copyJson(json: string): string {
  return json.includes('\\') ? json.replaceAll('\\', '\\\\') : json;
}

/** A cell in COPY's text format; cells of one row are joined with tabs. */
export function copyText(cell: Cell): string {
  if (cell === null) return NULL;
  switch (typeof cell) {
    case 'string':
      return escapeText(cell);
    case 'number':
      return copyNumber(cell);
    case 'object':
      return copyJson(JSON.stringify(cell));
    default:
      return String(cell);
  }
}

export const NULL = '\\N';

const SPECIAL = /[\\\n\r\t]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeText(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[\\\n\r\t]/g, (special) => ESCAPES[special]!) : text;
}

const MILLION = 1_000_000;
const LAST_SMALL = 2 ** 30;
const THREE_DIGITS = Array.from({ length: 1_000 }, (_, number) => String(number).padStart(3, '0'));

/** As String does, which takes four times as long for instants: they are too large for its short way. */
export function copyNumber(number: number): string {
  if (number < LAST_SMALL || number >= LAST_SMALL * MILLION || !Number.isInteger(number)) return String(number);
  const millions = Math.floor(number / MILLION);
  const rest = number - millions * MILLION;
  const thousands = Math.floor(rest / 1_000);
  return String(millions) + THREE_DIGITS[thousands] + THREE_DIGITS[rest - thousands * 1_000];
}
