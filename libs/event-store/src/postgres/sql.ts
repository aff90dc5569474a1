import { readdirSync, readFileSync } from 'node:fs';

/** A query that is prepared once on each connection, under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export interface Migration {
  readonly name: string;
  readonly text: string;
}

/** The statement in `statements/<name>.sql`. */
export function statement(name: string): Statement {
  return { name: `event_store.${name}`, text: readSql(`statements/${name}.sql`) };
}

/** The files of `migrations/`, in the order of their names. */
export function migrations(): Migration[] {
  return readdirSync(new URL('migrations/', import.meta.url))
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => ({ name: file.replace('.sql', ''), text: readSql(`migrations/${file}`) }));
}

function readSql(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}
