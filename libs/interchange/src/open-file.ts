import { isUtf8 } from 'node:buffer';
import { basename, extname } from 'node:path';
import { isGzip, isUtf16, peek, unzipped, whole } from './bytes.js';
import { UnreadableFile } from './errors.js';
import type { FileItems } from './file-item.js';
import { readJsonLines } from './json-lines.js';
import { openStream, STANDARD_INPUT, type OpenStream } from './open-stream.js';
import { readYaml } from './yaml-items.js';

const YAML_EXTENSIONS: ReadonlySet<string> = new Set(['.yaml', '.yml']);

/** YAML is read whole, and its parse tree takes a hundred times the text; what is larger belongs in JSON lines. */
export const MAX_YAML_BYTES = 2 * 1024 * 1024;

/** What a file's ids derive from unless another source is named: its name without directory and extensions. */
export function sourceOf(path: string): string {
  if (STANDARD_INPUT.has(path)) return 'stdin';
  const name = uncompressedName(path);
  return basename(name, extname(name));
}

/**
 * Opens a file of cases and unions: YAML by its extension (.yaml, .yml), JSON lines otherwise, which are streamed; both
 * may be compressed with gzip. `-` is standard input. Waits for the first bytes, until the signal ends that.
 * @throws UnreadableFile when it is not there, not readable, not text, or not YAML.
 */
export async function openItems(path: string, signal?: AbortSignal): Promise<FileItems> {
  const opened = await openStream(path, signal);
  try {
    return await readItems(opened, YAML_EXTENSIONS.has(extname(uncompressedName(path)).toLowerCase()));
  } catch (error) {
    opened.stream.destroy();
    throw error;
  }
}

async function readItems({ stream, size }: OpenStream, isYaml: boolean): Promise<FileItems> {
  const written = await peek(stream);
  const zipped = isGzip(written);
  const bytes = zipped ? await peek(unzipped(written.chunks)) : written;
  if (isUtf16(bytes)) throw new UnreadableFile('it is UTF-16: save it as UTF-8');
  if (isYaml) return readYaml(await wholeText(bytes.chunks));
  return { size: zipped ? undefined : size, items: readJsonLines(bytes.chunks) };
}

async function wholeText(chunks: AsyncIterable<Buffer>): Promise<string> {
  const tooLong = `YAML of more than ${MAX_YAML_BYTES} bytes is not read: write it as JSON lines`;
  const bytes = await whole(chunks, MAX_YAML_BYTES, tooLong);
  if (!isUtf8(bytes)) throw new UnreadableFile('it is not valid UTF-8');
  return bytes.toString('utf8');
}

function uncompressedName(path: string): string {
  return path.replace(/\.gz$/i, '');
}
