/** Unit tests stand beside the code (`*.spec.ts`); `*.int.spec.ts` need PostgreSQL, which `test/support/global-setup.mjs` starts. */
export default {
  rootDir: '.',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^#(.*)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  reporters: ['default', '<rootDir>/test/support/report-skipped.mjs'],
  // More than most machines have to spare: half of the time a test waits for a database or a process.
  maxWorkers: 3,
  // Against hanging for ever, and no measure of anything: the machine may be busy.
  testTimeout: 120_000,
};
