import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { endsWithUs } from '../../../../test/support/ends-with-us.js';
import type { Ended } from './recourse.js';

const SERVER = fileURLToPath(new URL('../../../../dist/apps/cli/src/test-support/command-server.js', import.meta.url));

export interface Asked {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
}

let server: ChildProcess | undefined;
let last: Promise<unknown> = Promise.resolve();
afterAll(() => void server?.kill());

/**
 * What `recourse` does, in one process for all command lines of a test file: loading the program takes a second and a
 * half, most commands a tenth of one. Signals, pipes, and that a process comes to its end are for `recourse` to test.
 */
export function inSession(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd = process.cwd(),
): Promise<Ended> {
  const { PATH, HOME } = process.env;
  const answer = last.then(() => ask({ args, env: { PATH, HOME, ...env }, cwd }));
  last = answer.catch(() => undefined);
  return answer;
}

async function ask(asked: Asked): Promise<Ended> {
  server ??= startServer();
  const gone = new AbortController();
  const exited = once(server, 'exit', { signal: gone.signal }).then(() => {
    throw new Error(`the process has ended over: recourse ${asked.args.join(' ')}`);
  });
  server.send(asked);
  try {
    const [ended] = (await Promise.race([once(server, 'message', { signal: gone.signal }), exited])) as [Ended];
    return ended;
  } finally {
    exited.catch(() => undefined);
    gone.abort();
  }
}

function startServer(): ChildProcess {
  const { PATH, HOME } = process.env;
  const child = fork(SERVER, { env: { PATH, HOME }, execArgv: [] });
  endsWithUs(child);
  return child;
}
