import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = '/usr/lib/postgresql';
const NEEDED = ['initdb', 'pg_ctl', 'pg_dump', 'psql'];

/** The newest PostgreSQL of the operating system that has all of its tools; the embedded one comes without pg_dump. */
export function installedPostgres(): string | undefined {
  if (!existsSync(ROOT)) return undefined;
  const newestFirst = readdirSync(ROOT).sort((a, b) => Number(b) - Number(a));
  return newestFirst
    .map((version) => join(ROOT, version, 'bin'))
    .find((bin) => NEEDED.every((program) => existsSync(join(bin, program))));
}

/** A server of the installed PostgreSQL, for one test. */
export class InstalledCluster {
  private constructor(
    private readonly bin: string,
    /** Belongs to the server's user; a place for files of the test, too. */
    readonly directory: string,
    private readonly port: number,
  ) {}

  static async start(bin: string): Promise<InstalledCluster> {
    const directory = await mkdtemp(join(tmpdir(), 'recourse-installed-'));
    const { uid, gid } = owner();
    await chown(directory, uid, gid);
    const cluster = new InstalledCluster(bin, directory, await freePort());
    await cluster.program('initdb', ['-D', cluster.data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--no-sync']);
    const settings = `-p ${cluster.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off`;
    await cluster.program('pg_ctl', ['-D', cluster.data, '-l', join(directory, 'log'), '-w', '-o', settings, 'start']);
    return cluster;
  }

  url(database: string): string {
    return `postgres://postgres@127.0.0.1:${this.port}/${database}`;
  }

  async program(name: string, args: string[]): Promise<string> {
    const { stdout } = await run(join(this.bin, name), args, { ...owner(), cwd: this.directory, maxBuffer: 2 ** 28 });
    return stdout;
  }

  async remove(): Promise<void> {
    await this.program('pg_ctl', ['-D', this.data, '-m', 'immediate', 'stop']);
    await rm(this.directory, { recursive: true });
  }

  private get data(): string {
    return join(this.directory, 'data');
  }
}

/** PostgreSQL refuses to run as root; its package brings a user for it. */
function owner(): { uid: number; gid: number } {
  const [uid, gid] = [process.getuid!(), process.getgid!()];
  if (uid !== 0) return { uid, gid };
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
