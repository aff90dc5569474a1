import { readdirSync, readFileSync } from 'node:fs';

export interface SqlFile {
  /** Without `.sql`. */
  readonly name: string;
  readonly text: string;
}

/** The SQL files of a folder, whose URL ends with a slash, in the order of their names. */
export function sqlFiles(folder: URL): SqlFile[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => ({ name: file.slice(0, -'.sql'.length), text: readFileSync(new URL(file, folder), 'utf8') }));
}
