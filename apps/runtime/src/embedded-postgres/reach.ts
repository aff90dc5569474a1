import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UnusablePath } from './errors.js';
import { type OsUser, run } from './run.js';

/** The first directory on the way to this one, or itself, that the user cannot enter. */
export async function obstacleOn(directory: string, user: OsUser): Promise<string | undefined> {
  const script = 'for d; do [ -x "$d" ] || { printf %s "$d"; exit 1; }; done';
  const { code, output } = await run('/bin/sh', ['-c', script, 'sh', ...ancestors(directory)], { cwd: '/', user });
  return code === 0 ? undefined : output;
}

/** Names the obstacle; `remedy` says what to do about it. */
export async function cannotEnter(obstacle: string, user: OsUser, remedy: string, options?: ErrorOptions) {
  const mode = ((await stat(obstacle)).mode & 0o777).toString(8);
  return new UnusablePath(
    obstacle,
    `PostgreSQL refuses to run as root and so runs as the user "${user.name}", who cannot enter ${obstacle} (mode ${mode}): ` +
      `${remedy}, or run as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own`,
    options,
  );
}

function ancestors(directory: string): string[] {
  const parent = dirname(directory);
  return parent === directory ? [directory] : [...ancestors(parent), directory];
}
