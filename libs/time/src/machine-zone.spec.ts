import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SUITES = ['edtf', 'elapsed', 'working-days'].map((name) => `libs/time/src/${name}.spec.ts`);

describe('every conversion', () => {
  const zones = ['America/St_Johns', 'America/New_York', 'UTC', 'Asia/Shanghai'];
  // In the machine's own zone they run anyway.
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  it.each(zones.filter((zone) => zone !== timeZone))(
    'gives the same on a machine in the time zone %s',
    async (zone) => {
      const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--runInBand', '--runTestsByPath'];
      const env = { ...process.env, TZ: zone };
      const { stderr } = await run(process.execPath, [...jest, ...SUITES], { env });
      expect(stderr).toMatch(new RegExp(`Test Suites: ${SUITES.length} passed`));
    },
    120_000,
  );
});
