/** One object of a file, where it stands, and what it says; or why it could not be read. */
export type FileItem = ReadableItem | UnreadableItem;

export interface ReadableItem {
  /** Line of the file on which the object begins; the first is 1. */
  readonly line: number;
  readonly value: unknown;
  /** The object as text: two items of one text say the same. */
  readonly text: string;
  /** Where the item ends, on the scale of `FileItems.size`. */
  readonly end: number;
}

export interface UnreadableItem {
  readonly line: number;
  readonly unreadable: string;
  readonly end: number;
}

export interface FileItems {
  /** The length of the file, for progress; undefined when it cannot be known (a pipe). */
  readonly size?: number;
  readonly items: AsyncIterable<FileItem>;
}
