import { Logger as NestFacade } from '@nestjs/common';
import { createLogger, type Logger, NestLogger } from '../index.js';

type Line = Record<string, unknown>;

function recording(logLevel: 'info' | 'trace' = 'info'): { logger: Logger; lines: Line[]; text: () => string } {
  const written: string[] = [];
  const logger = createLogger({ logLevel, logFormat: 'json' }, { write: (line: string) => void written.push(line) });
  return {
    logger,
    get lines() {
      return written.map((line) => JSON.parse(line) as Line);
    },
    text: () => written.join(''),
  };
}

describe('the logger', () => {
  it('writes one JSON object a line, with the time in ISO 8601 and the level by name', () => {
    const log = recording();
    log.logger.info({ caseId: 'c1' }, 'recorded');
    expect(log.lines).toEqual([
      { level: 'info', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/), caseId: 'c1', msg: 'recorded' },
    ]);
  });

  it('hides secrets at the depths where they occur', () => {
    const log = recording();
    log.logger.info({
      password: 's3cret',
      storage: { databaseUrl: 's3cret' },
      req: { headers: { authorization: 's3cret' } },
    });
    expect(log.text()).not.toContain('s3cret');
    expect(log.lines[0]).toMatchObject({ storage: { databaseUrl: '[hidden]' } });
  });

  it('writes what an error is and where it came from, and no row that the database quoted in it', () => {
    const log = recording();
    const row = { detail: 'Key (name)=(Zhang San) already exists.', parameters: ['Zhang San'] };
    const cause = Object.assign(new Error('duplicate key'), row, { code: '23505' });
    log.logger.error({ err: Object.assign(new Error('cannot write', { cause }), row, { code: 'E_WRITE' }) }, 'failed');

    expect(log.text()).not.toContain('Zhang San');
    expect(log.lines[0]?.err).toEqual({
      type: 'Error',
      code: 'E_WRITE',
      message: 'cannot write: duplicate key',
      stack: expect.stringContaining('caused by: Error: duplicate key'),
    });
  });
});

describe("Nest's logger over it", () => {
  it('keeps the context and the level', () => {
    const log = recording('trace');
    const nest = new NestFacade('Ledger');
    NestFacade.overrideLogger(new NestLogger(log.logger));
    nest.log('started');
    nest.warn('slow');
    nest.error('broken', 'at here');
    nest.error(new Error('thrown'));
    nest.verbose('detail');

    expect(log.lines).toMatchObject([
      { level: 'info', context: 'Ledger', msg: 'started' },
      { level: 'warn', context: 'Ledger', msg: 'slow' },
      { level: 'error', context: 'Ledger', msg: 'broken', stack: 'at here' },
      { level: 'error', context: 'Ledger', msg: 'thrown', err: { type: 'Error' } },
      { level: 'trace', context: 'Ledger', msg: 'detail' },
    ]);
  });

  it('leaves out how Nest wires itself up, unless one debugs', () => {
    const log = recording();
    const nest = new NestLogger(log.logger);
    nest.log('Mapped {/v1/cases, POST} route', 'RouterExplorer');
    nest.error('no such provider', 'stack', 'InstanceLoader');
    expect(log.lines).toMatchObject([{ level: 'error', msg: 'no such provider' }]);
  });
});
