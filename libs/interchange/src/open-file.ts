import { basename, extname } from 'node:path';
import { unpacked, wholeText } from './bytes.js';
import type { FileItems } from './file-item.js';
import { readJsonLines } from './json-lines.js';
import { openStream, STANDARD_INPUT, type OpenStream } from './open-stream.js';
import { readYaml } from './yaml-items.js';

const YAML_EXTENSIONS: ReadonlySet<string> = new Set(['.yaml', '.yml']);

/** YAML is read whole, and its parse tree takes a hundred times the text; what is larger belongs in JSON lines. */
export const MAX_YAML_BYTES = 2 * 1024 * 1024;
const TOO_LONG = `YAML of more than ${MAX_YAML_BYTES} bytes is not read: write it as JSON lines`;

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
  const { chunks, zipped } = await unpacked(stream);
  if (isYaml) return readYaml(await wholeText(chunks, MAX_YAML_BYTES, TOO_LONG));
  return { size: zipped ? undefined : size, items: readJsonLines(chunks) };
}

function uncompressedName(path: string): string {
  return path.replace(/\.gz$/i, '');
}
