import { ConfigurationError, type ConfigurationProblem, readConfiguration } from '../index.js';

const POSTGRES = 'postgres://recourse:secret@db.example/recourse';

function problemsOf(variables: NodeJS.ProcessEnv): readonly ConfigurationProblem[] {
  try {
    readConfiguration(variables);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it('is the embedded default, on loopback, when nothing is set', () => {
    expect(readConfiguration({})).toEqual({
      storage: { kind: 'embedded', dataDir: '.recourse' },
      host: '127.0.0.1',
      port: 3000,
      loadReportCases: true,
      logLevel: 'info',
      logFormat: process.stdout.isTTY ? 'pretty' : 'json',
      projector: 'embedded',
      webhooks: { allowPrivate: false },
      shutdownTimeoutMs: 9000,
    });
  });

  it('takes every variable', () => {
    const variables = {
      EVENT_STORE_URL: 'postgresql://events.example/log',
      DATABASE_URL: POSTGRES,
      HOST: '0.0.0.0',
      PORT: '0',
      LOAD_REPORT_CASES: 'true',
      LOG_LEVEL: 'debug',
      LOG_FORMAT: 'json',
      PROJECTOR: 'off',
      WEBHOOKS_ALLOW_PRIVATE: 'true',
      WEBHOOKS_SECRET_KEY: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
      SHUTDOWN_TIMEOUT_MS: '25000',
    };
    expect(readConfiguration(variables)).toEqual({
      storage: { kind: 'external', eventStoreUrl: variables.EVENT_STORE_URL, databaseUrl: POSTGRES },
      host: '0.0.0.0',
      port: 0,
      loadReportCases: true,
      logLevel: 'debug',
      logFormat: 'json',
      projector: 'off',
      webhooks: { allowPrivate: true, secretKey: Buffer.alloc(32) },
      shutdownTimeoutMs: 25_000,
    });
  });

  it.each(['EVENT_STORE_URL', 'DATABASE_URL'])('uses one database for both when only %s is set', (variable) => {
    const { storage, loadReportCases } = readConfiguration({ [variable]: POSTGRES });
    expect(storage).toEqual({ kind: 'external', eventStoreUrl: POSTGRES, databaseUrl: POSTGRES });
    expect(loadReportCases).toBe(false);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfiguration({ PORT: '', DATABASE_URL: ' ', DATA_DIR: '' })).toEqual(readConfiguration({}));
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3000x'],
    ['PORT', '0x10'],
    ['PORT', '3.5'],
    ['HOST', 'http://localhost'],
    ['LOAD_REPORT_CASES', 'yes'],
    ['LOG_LEVEL', 'verbose'],
    ['LOG_FORMAT', 'xml'],
    ['PROJECTOR', 'on'],
    ['SHUTDOWN_TIMEOUT_MS', '0'],
    ['SHUTDOWN_TIMEOUT_MS', '10s'],
    ['SHUTDOWN_TIMEOUT_MS', '2147483648'],
    ['SHUTDOWN_TIMEOUT_MS', '99999999999999'],
    ['DATABASE_URL', 'mysql://db.example/recourse'],
    ['DATABASE_URL', 'localhost'],
    ['DATABASE_URL', 'kurrentdb://db.example:2113'],
    ['EVENT_STORE_URL', 'http://db.example'],
    ['EVENT_STORE_URL', 'kurrentdb://db.example:2113?tls=maybe'],
    ['EVENT_STORE_URL', 'kurrentdb://user@db.example:2113'],
    ['EVENT_STORE_URL', 'kurrentdb://'],
    ['EVENT_STORE_URL', 'kurrentdb://db.example?throwOnAppendFailure=false'],
  ])('refuses %s=%s with its name and a reason', (variable, value) => {
    expect(problemsOf({ [variable]: value })).toEqual([{ variable, reason: expect.stringMatching(/^must /) }]);
  });

  it.each([
    'kurrentdb://db.example:2113?tls=true',
    'kurrentdb+discover://db.example',
    'esdb://admin:p%40ss@a:2113,b:2113,c:2113?tls=true&tlsCAFile=/ca.crt&streamPrefix=trial-',
  ])('takes %s for the event store, with a database for the read models', (url) => {
    const { storage } = readConfiguration({ EVENT_STORE_URL: url, DATABASE_URL: POSTGRES });
    expect(storage).toEqual({ kind: 'external', eventStoreUrl: url, databaseUrl: POSTGRES });
  });

  it('asks for a database beside KurrentDB', () => {
    expect(problemsOf({ EVENT_STORE_URL: 'kurrentdb://db.example:2113' })).toEqual([
      { variable: 'DATABASE_URL', reason: expect.stringMatching(/^must be set beside a kurrentdb/) },
    ]);
  });

  it('names every wrong variable at once, and what is known', () => {
    const variables = { PORT: 'x', LOG_LEVEL: 'loud', PROJECTOR: 'x' };
    expect(problemsOf(variables).map(({ variable }) => variable)).toEqual(['PORT', 'LOG_LEVEL', 'PROJECTOR']);
    expect(() => readConfiguration(variables)).toThrow(/LOG_LEVEL must be one of fatal, error, warn, info/);
  });

  it('never repeats a URL, whatever is wrong with it', () => {
    for (const url of [
      'mysql://u:s3cret@db/x',
      'postgres://u:s3cret@db:99999/x',
      'kurrentdb://u:s3cret@db,:',
      'esdb://u:s3cret@db?x=s3cret',
    ]) {
      for (const variable of ['EVENT_STORE_URL', 'DATABASE_URL']) {
        expect(() => readConfiguration({ [variable]: url })).toThrow(ConfigurationError);
        expect(() => readConfiguration({ [variable]: url })).not.toThrow(/s3cret/);
      }
    }
  });
});
