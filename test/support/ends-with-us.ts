import { type ChildProcess, spawn } from 'node:child_process';
import { type Socket } from 'node:net';

/**
 * The child does not keep this process alive, and is killed as soon as this process is gone, even when it was killed
 * itself: a shell that reads from us hears of our end from the system.
 */
export function endsWithUs(child: ChildProcess): void {
  if (child.pid === undefined) return;
  const guard = spawn('sh', ['-c', 'read _; kill -9 "$0"', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // A Ctrl-C at the terminal must not end the guard before the guarded.
    detached: true,
  });
  child.unref();
  guard.unref();
  (guard.stdin as Socket).unref();
  child.once('exit', () => guard.kill('SIGKILL'));
}
