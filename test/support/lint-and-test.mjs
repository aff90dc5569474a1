import { spawn } from 'node:child_process';
import { once } from 'node:events';

/*
 * `npm test` after the build: lints while the tests run, since many of these only wait for a database or a process.
 * Arguments are for Jest. What the lint has found is told at the end, and fails the run as a test does.
 */
const lint = spawn('npm', ['run', 'lint', '--silent'], { stdio: ['ignore', 'pipe', 'pipe'] });
const jest = spawn('npm', ['run', 'jest', '--silent', '--', ...process.argv.slice(2)], { stdio: 'inherit' });

const found = [];
for (const stream of [lint.stdout, lint.stderr]) stream.on('data', (part) => found.push(part));
const [[lintStatus], [jestStatus]] = await Promise.all([once(lint, 'close'), once(jest, 'close')]);
if (lintStatus !== 0) process.stderr.write(Buffer.concat([Buffer.from('\nThe lint has failed:\n\n'), ...found]));
process.exitCode = lintStatus === 0 ? (jestStatus ?? 1) : 1;
