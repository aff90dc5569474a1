import { EmbeddedPostgresError } from './errors.js';
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
