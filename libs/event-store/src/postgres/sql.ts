import { readFileSync } from 'node:fs';

/** A query that is prepared once on each connection, under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** The statement in `statements/<name>.sql`. */
export function statement(name: string): Statement {
  const text = readFileSync(new URL(`statements/${name}.sql`, import.meta.url), 'utf8');
  return { name: `event_store.${name}`, text };
}
