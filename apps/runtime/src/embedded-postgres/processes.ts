import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * What tells a process from a later one with the same number: when it began. Undefined when there is no such process.
 */
export async function identityOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') return linuxIdentity(pid);
  if (process.platform === 'win32') return isNumberTaken(pid) ? 'alive' : undefined;
  return ps(pid, 'lstart');
}

async function linuxIdentity(pid: number): Promise<string | undefined> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (status === undefined) return undefined;
  // The second field, the program's name, may hold spaces and brackets: count from behind it.
  const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields[0], fields[19]];
  if (state === 'Z' || state === 'X') return undefined;
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
  return `${boot.trim()}:${startTicks}`;
}

/** Whether the process is a PostgreSQL server on this directory, and not a stranger with a recycled number. */
export async function servesDirectory(pid: number, directory: string): Promise<boolean> {
  if (!(await identityOf(pid))) return false;
  // A postmaster works in its data directory.
  if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === directory;
  if (process.platform === 'win32') return true;
  return (await ps(pid, 'comm'))?.endsWith('postgres') ?? false;
}

/** Whether the operating system still holds the number, be it for a zombie. */
export function isNumberTaken(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function ps(pid: number, column: 'lstart' | 'comm'): Promise<string | undefined> {
  const result = await promisify(execFile)('ps', ['-o', `${column}=`, '-p', String(pid)]).catch(() => undefined);
  return result?.stdout.trim() || undefined;
}
