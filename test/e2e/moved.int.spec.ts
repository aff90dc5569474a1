import { randomUUID } from 'node:crypto';
import { PostgresEventStore } from '#event-store';
import { reportCasesFile } from '#interchange';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { describeWith } from '../support/needs.js';
import { run, type Ended, type Variables } from '../support/processes.js';
import { queryTables } from '../support/query-tables.js';
import { withPrefix } from '../support/with-prefix.js';

const databases: TestDatabase[] = [];

/** Read models filled from a log in the same database, and an empty database for everything. */
async function createDatabase(): Promise<string> {
  const database = await createTestDatabase();
  databases.push(database);
  return database.url;
}

afterEach(async () => {
  for (const database of databases.splice(0)) await database.drop();
});

const recourse = (args: readonly string[], variables: Variables): Promise<Ended> => run('cli', args, variables).ended;

async function succeeds(args: readonly string[], variables: Variables): Promise<string> {
  const { status, stdout, stderr } = await recourse(args, variables);
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

const REPORT = ['report', 'response-times', '--json'];

/** A report, less when it was asked for and the position of the log that it is of. */
const figures = (report: string): unknown =>
  JSON.parse(report, (key, value: unknown) => (key === 'frame' || key === 'drillDown' ? undefined : value));

const REFUSED = {
  status: 1,
  stdout: '',
  stderr: expect.stringMatching(
    /^recourse: the tables of projection \w+ were filled from another log: run "recourse rebuild"\n$/,
  ),
};

/** Tables keep where each event stands in the log. */
function withoutPositions(tables: Record<string, string[]>): Record<string, string[]> {
  const strip = (row: string) => row.replace(/\bb?\d{19}\b/g, '');
  return Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.map(strip)]));
}

describe('a ledger moved into another PostgreSQL', () => {
  it('has the same tables, to the byte, when they are filled anew, and goes on with those it had', async () => {
    const [before, after, fresh] = [await createDatabase(), await createDatabase(), await createDatabase()];
    await succeeds(['import', reportCasesFile()], { DATABASE_URL: before });
    const report = await succeeds(REPORT, { DATABASE_URL: before });
    const tables = await queryTables(before);
    await succeeds(['copy', '--to', after], { DATABASE_URL: before });

    expect(figures(await succeeds(REPORT, { EVENT_STORE_URL: after, DATABASE_URL: fresh }))).toEqual(figures(report));
    expect(await queryTables(fresh)).toEqual(tables);
    expect(figures(await succeeds(REPORT, { EVENT_STORE_URL: after, DATABASE_URL: before }))).toEqual(figures(report));
  });

  it('is refused over the tables of another log, until they are rebuilt', async () => {
    const [before, other] = [await createDatabase(), await createDatabase()];
    await succeeds(['import', reportCasesFile()], { DATABASE_URL: before });
    const report = await succeeds(REPORT, { DATABASE_URL: before });
    const store = await PostgresEventStore.open({ url: other });
    const first = { id: randomUUID(), type: 'Heard', data: {}, metadata: {} };
    await store.append('other-1', [first], 'no_stream');
    await store.close();
    const moved = { EVENT_STORE_URL: other, DATABASE_URL: before };

    // The same events, one position further.
    expect(await recourse(['import', reportCasesFile()], moved)).toMatchObject({ status: 1, stderr: REFUSED.stderr });
    expect(await recourse(REPORT, moved)).toMatchObject(REFUSED);
    await succeeds(['rebuild'], moved);
    expect(figures(await succeeds(REPORT, moved))).toEqual(figures(report));
  });
});

describeWith('KURRENTDB_URL', 'a ledger moved into KurrentDB and back', (url) => {
  it('has the same tables when they are rebuilt, and refuses those of the other log in both directions', async () => {
    const kurrentDb = withPrefix(url, `moved-${randomUUID()}.`);
    const [before, back] = [await createDatabase(), await createDatabase()];
    await succeeds(['import', reportCasesFile()], { DATABASE_URL: before });
    const report = await succeeds(REPORT, { DATABASE_URL: before });
    const tables = await queryTables(before);

    await succeeds(['copy', '--to', kurrentDb], { DATABASE_URL: before });
    const there = { EVENT_STORE_URL: kurrentDb, DATABASE_URL: before };
    expect(await recourse(REPORT, there)).toMatchObject(REFUSED);
    await succeeds(['rebuild'], there);
    expect(figures(await succeeds(REPORT, there))).toEqual(figures(report));
    expect(withoutPositions(await queryTables(before))).toEqual(withoutPositions(tables));

    await succeeds(['copy', '--to', back], there);
    const again = { EVENT_STORE_URL: back, DATABASE_URL: before };
    expect(await recourse(REPORT, again)).toMatchObject(REFUSED);
    await succeeds(['rebuild'], again);
    expect(figures(await succeeds(REPORT, again))).toEqual(figures(report));
    expect(await queryTables(before)).toEqual(tables);
  }, 300_000);
});
