import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EmbeddedPostgresError, UnusablePath } from './errors.js';
import { type OsUser, run } from './run.js';

const NAME = 'postgres';

/** PostgreSQL refuses to run as root: then it runs as this user, which is created when missing. Undefined: as ourselves. */
export async function unprivilegedUser(): Promise<OsUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  return (await lookUp()) ?? (await create());
}

async function lookUp(): Promise<OsUser | undefined> {
  const [uid, gid] = await Promise.all([id('-u'), id('-g')]);
  return uid === undefined || gid === undefined ? undefined : { name: NAME, uid, gid };
}

async function id(flag: '-u' | '-g'): Promise<number | undefined> {
  const { code, output } = await run('id', [flag, NAME], { cwd: '/' });
  return code === 0 ? Number.parseInt(output, 10) : undefined;
}

async function create(): Promise<OsUser> {
  const attempt = await run(
    'useradd',
    ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', NAME],
    { cwd: '/' },
  ).catch((error: Error) => ({ code: null, output: error.message }));
  const user = await lookUp();
  if (user) return user;
  throw new EmbeddedPostgresError(
    `PostgreSQL refuses to run as root, and the user "${NAME}" could not be created (${attempt.output.trim()}): ` +
      'create it, or run as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own',
  );
}

/** Throws UnusablePath, naming the obstacle, when `user` cannot enter `directory`. `remedy` says what to do about it. */
export async function requireReachable(directory: string, user: OsUser, remedy: string): Promise<void> {
  const script = 'for d; do [ -x "$d" ] || { printf %s "$d"; exit 1; }; done';
  const { code, output } = await run('/bin/sh', ['-c', script, 'sh', ...ancestors(directory)], { cwd: '/', user });
  if (code === 0) return;
  const mode = ((await stat(output)).mode & 0o777).toString(8);
  throw new UnusablePath(
    output,
    `PostgreSQL refuses to run as root and so runs as the user "${user.name}", who cannot enter ${output} (mode ${mode}): ` +
      `${remedy}, or run as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own`,
  );
}

function ancestors(directory: string): string[] {
  const parent = dirname(directory);
  return parent === directory ? [directory] : [...ancestors(parent), directory];
}
