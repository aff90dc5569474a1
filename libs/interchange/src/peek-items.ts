import type { FileItem, FileItems } from './file-item.js';

export interface PeekedItems extends FileItems {
  /** Undefined in an empty file. */
  readonly first: FileItem | undefined;
  /** Closes the file, read to its end or not. */
  close(): Promise<void>;
}

/** The items of a file, the first of which has been looked at. */
export async function peekItems({ size, items }: FileItems): Promise<PeekedItems> {
  const rest = items[Symbol.asyncIterator]();
  const first = await rest.next();
  const close = async () => void (await rest.return?.());
  return { size, first: first.done ? undefined : first.value, items: resumed(first, rest), close };
}

async function* resumed(first: IteratorResult<FileItem>, rest: AsyncIterator<FileItem>): AsyncGenerator<FileItem> {
  if (first.done) return;
  yield first.value;
  yield* { [Symbol.asyncIterator]: () => rest };
}
