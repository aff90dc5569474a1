import { existsSync, openSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { MAIN } from './test-support/recourse.js';

const FULL = '/dev/full';
const STATEMENTS = 'docs/examples/published-statement.yaml';

/** How a command ends whose standard output is that. */
async function writingTo(path: string, ...args: string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', openSync(path, 'w'), 'pipe'] });
  let stderr = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [status] = (await once(child, 'close')) as [number];
  return { status, stderr };
}

(existsSync(FULL) ? describe : describe.skip)('output that cannot be written', () => {
  it.each([['check', STATEMENTS], ['--help']])('is told, and the command has not done: %s', async (...args) => {
    expect(await writingTo(FULL, ...args)).toEqual({
      status: 3,
      stderr: 'recourse: standard output cannot be written: no space is left\n',
    });
  });
});
