import { isUtf8 } from 'node:buffer';
import { open, type FileHandle } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { UnreadableFile } from './errors.js';
import type { FileItems } from './file-item.js';
import { readJsonLines } from './json-lines.js';
import { readYaml } from './yaml-items.js';

const YAML_EXTENSIONS: ReadonlySet<string> = new Set(['.yaml', '.yml']);

/** YAML is read whole, and its parse tree takes many times the text; what is larger belongs in JSON lines. */
export const MAX_YAML_BYTES = 16 * 1024 * 1024;

const CHUNK_BYTES = 256 * 1024;

/** What a file's ids derive from unless another source is named: its name without directory and extension. */
export function sourceOf(path: string): string {
  return basename(path, extname(path));
}

/**
 * Opens a file of cases and unions: YAML by its extension (.yaml, .yml), JSON lines otherwise, which are streamed.
 * @throws UnreadableFile when it is not there, not readable, not text, or not YAML.
 */
export async function openItems(path: string, signal?: AbortSignal): Promise<FileItems> {
  const file = await openFile(path);
  try {
    const { size, isFile } = await describe(file);
    if (YAML_EXTENSIONS.has(extname(path).toLowerCase())) return readYaml(await readWhole(file, size));
    return { size: isFile ? size : undefined, items: readJsonLines(chunksOf(file, signal)) };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path);
  } catch (error) {
    throw new UnreadableFile(reasonOf(error as NodeJS.ErrnoException));
  }
}

async function describe(file: FileHandle): Promise<{ size: number; isFile: boolean }> {
  const stats = await file.stat();
  if (stats.isDirectory()) throw new UnreadableFile('it is a directory');
  return { size: stats.size, isFile: stats.isFile() };
}

async function readWhole(file: FileHandle, size: number): Promise<string> {
  if (size > MAX_YAML_BYTES) {
    throw new UnreadableFile(`YAML of more than ${MAX_YAML_BYTES} bytes is not read; write it as JSON lines`);
  }
  const bytes = await file.readFile();
  await file.close();
  if (!isUtf8(bytes)) throw new UnreadableFile('it is not valid UTF-8');
  return bytes.toString('utf8');
}

function chunksOf(file: FileHandle, signal: AbortSignal | undefined): AsyncIterable<Buffer> {
  return file.createReadStream({ highWaterMark: CHUNK_BYTES, signal });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read (permission denied)',
};

function reasonOf(error: NodeJS.ErrnoException): string {
  return REASONS[error.code ?? ''] ?? error.message;
}
