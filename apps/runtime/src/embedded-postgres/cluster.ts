import { chown, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.js';
import { PostgresProgramFailed } from './errors.js';
import { exists } from './exists.js';
import { identityOf, isNumberTaken, servesDirectory } from './processes.js';
import { type Finished, type OsUser, run } from './run.js';
import type { Settings } from './settings.js';

const LOG = 'server.log';
const START_SECONDS = 120;
const STOP_SECONDS = 60;
/** Leads a process back to the directory it was started in, whatever it may not enter on the way there. */
const WHERE_IT_STARTS = '/proc/self/cwd';

/** One PostgreSQL data directory and the server on it. */
export class Cluster {
  private serving: number | undefined;

  /** The server would outlive a process that ends in a hurry, but can be asked to finish without it. */
  private readonly askToStop = () => {
    if (this.serving !== undefined && isNumberTaken(this.serving)) process.kill(this.serving, 'SIGINT');
  };

  constructor(
    readonly directory: string,
    private readonly binaries: Binaries,
    private readonly user: OsUser | undefined,
    /** Whether the user can enter the directories above; where not, only Linux can start a server all the same. */
    private readonly isWithinReach = true,
  ) {}

  async exists(): Promise<boolean> {
    return exists(join(this.directory, 'PG_VERSION'));
  }

  /** Creates the cluster beside its place and moves it there whole: an interrupted attempt leaves nothing half-made. */
  async initialise(passwordFile: string, settings: Settings): Promise<void> {
    const drafts = `${this.directory}.draft-`;
    await removeAll(drafts);
    // Each attempt has its own name, since the initdb of a killed attempt may still be writing.
    const draft = await mkdtemp(drafts);
    const [directory, password] = [join(draft, 'postgres'), join(draft, 'password')];
    await mkdir(directory, { mode: 0o700 });
    await copyFile(passwordFile, password);
    await this.give(draft, directory, password);
    const args = ['--username=postgres', '--pwfile=../password', '--auth=scram-sha-256', '--encoding=UTF8'];
    // PostgreSQL's own collation: code point order, and no library of the system can change it under the indexes.
    args.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
    if (settings.fsync === 'off') args.push('--no-sync');
    await this.program('initdb', args, directory);
    await rename(directory, this.directory);
    await removeAll(drafts);
  }

  /** Starts the server in a session of its own and returns once it answers. */
  async start(port: number, settings: Settings): Promise<void> {
    await this.forgetRecycledPid();
    const deadline = Date.now() + START_SECONDS * 1000;
    for (;;) {
      const failure = await this.tryToStart(port, settings);
      if (!failure) return this.endWithProcess();
      // The backends of a killed server need a moment to notice and go.
      const leftovers = failure.includes('pre-existing shared memory block') || failure.includes('is still in use');
      if (!leftovers || Date.now() > deadline) throw new PostgresProgramFailed('starting PostgreSQL', failure);
      await sleep(100);
    }
  }

  /** Ends sessions, writes everything out, and returns when the server is gone. Does nothing when none runs. */
  async stop(): Promise<void> {
    if (await this.runningPid()) {
      await this.program('pg_ctl', ['stop', '-m', 'fast', '-w', '-t', String(STOP_SECONDS)]);
    }
    this.forgetServer();
  }

  /** Ends the server as a power cut would. */
  async kill(): Promise<void> {
    const pid = await this.runningPid();
    if (!pid) return;
    process.kill(pid, 'SIGKILL');
    while (await identityOf(pid)) await sleep(10);
    this.forgetServer();
  }

  async runningPid(): Promise<number | undefined> {
    const pid = await this.recordedPid();
    return pid !== undefined && (await servesDirectory(pid, this.directory)) ? pid : undefined;
  }

  private async endWithProcess(): Promise<void> {
    this.forgetServer();
    this.serving = await this.runningPid();
    process.on('exit', this.askToStop);
  }

  private forgetServer(): void {
    process.off('exit', this.askToStop);
    this.serving = undefined;
  }

  private async recordedPid(): Promise<number | undefined> {
    const file = await readFile(this.pidFile, 'utf8').catch(() => '');
    const pid = Number.parseInt(file, 10);
    return pid > 0 ? pid : undefined;
  }

  /** When a dead server's number belongs to a stranger, or to its own zombie, PostgreSQL would take it for alive. */
  private async forgetRecycledPid(): Promise<void> {
    const pid = await this.recordedPid();
    if (pid === undefined || !isNumberTaken(pid) || (await servesDirectory(pid, this.directory))) return;
    await rm(this.pidFile, { force: true });
  }

  private async give(...paths: string[]): Promise<void> {
    const { user } = this;
    if (user) await Promise.all(paths.map((path) => chown(path, user.uid, user.gid)));
  }

  private get pidFile(): string {
    return join(this.directory, 'postmaster.pid');
  }

  /** @returns what went wrong, or undefined. */
  private async tryToStart(port: number, settings: Settings): Promise<string | undefined> {
    const log = join(this.directory, LOG);
    await rename(log, join(this.directory, 'server.previous.log')).catch(() => undefined);
    const options = Object.entries({ ...settings, port: String(port) }).map(([name, value]) => `-c ${name}=${value}`);
    const { code, output } = await this.run('pg_ctl', [
      ...['start', '-w', '-t', String(START_SECONDS), '-l', LOG],
      ...['-o', options.join(' ')],
    ]);
    if (code === 0) return undefined;
    return readFile(log, 'utf8').catch(() => output);
  }

  private async program(name: keyof Binaries, args: string[], directory = this.directory): Promise<void> {
    const { code, output } = await this.run(name, args, directory);
    if (code !== 0) throw new PostgresProgramFailed(name, output);
  }

  private run(name: keyof Binaries, args: string[], directory = this.directory): Promise<Finished> {
    // By PGDATA and not by -D: pg_ctl would hand the path to a shell, which expands a $ in it.
    const env = {
      ...withoutPostgresVariables(process.env),
      PGDATA: this.isWithinReach ? directory : WHERE_IT_STARTS,
      LC_ALL: 'C',
    };
    return run(this.binaries[name], args, { cwd: directory, user: this.user, env });
  }
}

/** The user's PGPORT, PGOPTIONS and the like are meant for another server. */
function withoutPostgresVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('PG')));
}

async function removeAll(prefix: string): Promise<void> {
  const parent = dirname(prefix);
  const names = (await readdir(parent)).filter((name) => name.startsWith(basename(prefix)));
  await Promise.all(names.map((name) => rm(join(parent, name), { recursive: true, force: true })));
}
