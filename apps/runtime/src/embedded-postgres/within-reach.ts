import { chmod, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Binaries } from './binaries.js';
import { createDirectory } from './create-directory.js';
import { UnusablePath } from './errors.js';
import { exists } from './exists.js';
import { cannotEnter, obstacleOn } from './reach.js';
import { type OsUser, run } from './run.js';

/** Only root writes in /var/lib, so nobody can put other programs into the place of ours. */
const PLACE = '/var/lib/recourse-postgresql';
const REMEDY = 'install Recourse elsewhere, such as in /opt/recourse';

/**
 * The programs where the user can run them: as they are installed, or else as a copy under `place`, made once for each
 * version of them. @throws UnusablePath when there is no safe place for a copy
 */
export async function withinReach(programs: Binaries, user: OsUser, place = PLACE): Promise<Binaries> {
  const obstacle = await obstacleOn(dirname(programs.postgres), user);
  if (!obstacle) return programs;
  const installed = dirname(dirname(programs.postgres));
  const copy = join(place, await versionOf(installed));
  try {
    await requireOurs(place);
    if (!(await exists(copy))) await copyWhole(installed, copy);
  } catch (cause) {
    const failed = `${REMEDY} (a copy in ${place} failed: ${(cause as Error).message})`;
    throw await cannotEnter(obstacle, user, failed, { cause });
  }
  const obstacleOnCopy = await obstacleOn(copy, user);
  if (obstacleOnCopy) throw await cannotEnter(obstacleOnCopy, user, REMEDY);
  const moved = (program: string) => join(copy, relative(installed, program));
  return { initdb: moved(programs.initdb), pg_ctl: moved(programs.pg_ctl), postgres: moved(programs.postgres) };
}

async function versionOf(installed: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(dirname(installed), 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

async function requireOurs(place: string): Promise<void> {
  if (await createDirectory(place)) await chmod(place, 0o755);
  const { uid, mode } = await stat(place);
  if (uid !== 0 || mode & 0o022) throw new UnusablePath(place, `others than root may write in ${place}`);
}

/** Beside its place first, so that an interrupted copy is never taken for a whole one. */
async function copyWhole(from: string, to: string): Promise<void> {
  const draft = await mkdtemp(`${to}.draft-`);
  try {
    await must('cp', '-R', `${from}/.`, draft);
    await must('chmod', '-R', 'a+rX,go-w', draft);
    await must('sync', '-f', draft);
    await rename(draft, to).catch(async (error: unknown) => {
      // Another start was quicker.
      if (!(await exists(to))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function must(program: string, ...args: string[]): Promise<void> {
  const { code, output } = await run(program, args, { cwd: '/' });
  if (code !== 0) throw new Error(output.trim());
}
