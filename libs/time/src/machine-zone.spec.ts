import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SUITES = ['edtf', 'elapsed'].map((name) => `libs/time/src/${name}.spec.ts`);

describe('every conversion', () => {
  it('gives the same on a machine in another time zone', async () => {
    const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--runInBand', '--runTestsByPath'];
    const env = { ...process.env, TZ: 'America/St_Johns' };
    const { stderr } = await run(process.execPath, [...jest, ...SUITES], { env });
    expect(stderr).toMatch(new RegExp(`Test Suites: ${SUITES.length} passed`));
  }, 120_000);
});
