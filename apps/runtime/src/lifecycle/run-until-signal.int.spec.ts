import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';

const BUILT = new URL('../../../../dist/apps/runtime/src/index.js', import.meta.url).href;
const FOREVER = 'new Promise(() => setInterval(() => {}, 1000))';

let program: ChildProcess;
let lines: Interface;
let printed: string[];
let ended: Promise<unknown>;

afterEach(() => void program.kill('SIGKILL'));

/** Another process that runs `start` and prints a line when it has started. */
function run(start: string, timeoutMs = 60_000): void {
  const source = `
    import { createLogger, runUntilSignal } from ${JSON.stringify(BUILT)};
    const logger = createLogger({ logLevel: 'silent', logFormat: 'json' });
    await runUntilSignal(async () => { ${start} }, { logger, timeoutMs: ${timeoutMs} });
    console.log('started');
    await ${FOREVER};`;
  program = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'inherit'] });
  printed = [];
  lines = createInterface(program.stdout!).on('line', (line) => printed.push(line));
  ended = Promise.all([once(program, 'exit'), once(lines, 'close')]);
}

async function said(line: string): Promise<void> {
  while (!printed.includes(line)) await once(lines, 'line');
}

async function exitCode(): Promise<number | null> {
  await ended;
  return program.exitCode;
}

describe('a process that runs until a signal', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('closes in order on %s and ends with 0', async (signal) => {
    run(`return { close: async () => { await new Promise(setImmediate); console.log('closed'); } }`);
    await said('started');
    program.kill(signal);
    expect(await exitCode()).toBe(0);
    expect(printed).toEqual(['started', 'closed']);
  });

  it('closes what was still starting when the signal came', async () => {
    run(`
      console.log('starting');
      void ${FOREVER};
      await new Promise((resolve) => process.once('SIGTERM', () => setTimeout(resolve, 50)));
      return { close: async () => console.log('closed') };`);
    await said('starting');
    program.kill('SIGTERM');
    expect(await exitCode()).toBe(0);
    expect(printed).toContain('closed');
  });

  it('ends with 1 when closing takes too long', async () => {
    run(`return { close: () => ${FOREVER} }`, 50);
    await said('started');
    program.kill('SIGTERM');
    expect(await exitCode()).toBe(1);
  });

  it('ends with 1 when closing fails', async () => {
    run(`return { close: async () => { throw new Error('broken') } }`);
    await said('started');
    program.kill('SIGTERM');
    expect(await exitCode()).toBe(1);
  });

  it('ends at once on a second signal', async () => {
    run(`return { close: () => { console.log('closing'); return ${FOREVER}; } }`);
    await said('started');
    program.kill('SIGTERM');
    await said('closing');
    program.kill('SIGINT');
    expect(await exitCode()).toBe(130);
  });

  it('takes the same signal twice in a row for one, as npm sends it', async () => {
    run(
      `return { close: async () => { console.log('closing'); await new Promise((done) => setTimeout(done, 200)); } }`,
    );
    await said('started');
    program.kill('SIGINT');
    program.kill('SIGINT');
    expect(await exitCode()).toBe(0);
    expect(printed).toEqual(['started', 'closing']);
  });
});
