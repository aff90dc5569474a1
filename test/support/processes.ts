import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { endsWithUs } from './ends-with-us.js';

export type Variables = Readonly<Record<string, string>>;

export interface Ended {
  /** Null when a signal ended it. */
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program of ours, as it is built, in a process of its own. */
export interface Program {
  readonly child: ChildProcess;
  /** What it has written so far. */
  readonly output: { readonly stdout: string; readonly stderr: string };
  readonly ended: Promise<Ended>;
}

const living = new Set<ChildProcess>();

// No process outlives its test file, whatever failed in it.
if (typeof afterAll === 'function') afterAll(() => living.forEach((child) => child.kill('SIGKILL')));

/** @param variables the only ones that its configuration is read from */
export function run(app: 'api' | 'cli', args: readonly string[], variables: Variables): Program {
  return launch(process.execPath, [`dist/apps/${app}/src/main.js`, ...args], variables);
}

/** What `npm start` does, but for the build, which was done before the tests. */
export function npmStart(variables: Variables): Program {
  return launch('npm', ['start', '--ignore-scripts'], variables);
}

function launch(command: string, args: readonly string[], variables: Variables): Program {
  const { PATH, HOME } = process.env;
  // Whatever npm runs stands at the root, be it as source or as it was built.
  const child = spawn(command, args, { cwd: process.cwd(), env: { PATH, HOME, ...variables } });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  living.add(child);
  endsWithUs(child);
  const ended = once(child, 'close').then(([status, signal]): Ended => {
    living.delete(child);
    return { status: status as number | null, signal: signal as NodeJS.Signals | null, ...output };
  });
  return { child, output, ended };
}
