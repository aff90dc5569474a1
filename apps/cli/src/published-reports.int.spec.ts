import { randomUUID } from 'node:crypto';
import { PostgresEventStore } from '#event-store';
import { reportCasesFile } from '#interchange';
import { Ledger } from '#ledger';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { recourse, type Ended } from './test-support/recourse.js';
import { inSession } from './test-support/session.js';

let database: TestDatabase;
let store: PostgresEventStore;

const here = (...args: string[]): Promise<Ended> => inSession(args, { DATABASE_URL: database.url });

beforeAll(async () => {
  database = await createTestDatabase();
  store = await PostgresEventStore.open({ url: database.url });
  await here('import', reportCasesFile());
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

async function published(...options: string[]) {
  const args = ['report', 'publish', 'response-times', '--json', ...options];
  const { status, stdout } = await recourse(args, { DATABASE_URL: database.url });
  expect(status).toBe(0);
  return JSON.parse(stdout) as { reportId: string; sha256: string; title: string; request: object };
}

/** The deflection of the union that nobody else is engaged beside; retracted, it has been silent. */
async function retractDeflectionBy(union: RegExp): Promise<string> {
  for await (const { events } of store.readAll()) {
    const [found] = events.filter(({ type, data }) => type === 'Deflected' && union.test(JSON.stringify(data)));
    if (!found) continue;
    const command = { type: 'StepRetracted', stepId: randomUUID(), content: { stepId: found.id, why: 'Misheard.' } };
    const context = { recordedBy: 'test', correlationId: randomUUID() };
    await new Ledger(store).recordInCase(found.stream.replace('case-', ''), [command], context);
    return found.id;
  }
  throw new Error('there is no such deflection');
}

describe('recourse report publish', () => {
  it('records a report whose figures come out again, and those of the API', async () => {
    const report = await published('--group-by', 'level', '--as-of', '2025-12-31', '--title', 'By level');
    expect(report).toMatchObject({ title: 'By level', request: { groupBy: 'level', asOf: '2025-12-31' } });
    const { status, stdout } = await here('report', 'published', report.reportId);
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`SHA-256 +${report.sha256}\nnow +the same`));
    expect(stdout).toMatch(/municipal .* 8 /);
    const { body, reproduced } = JSON.parse((await here('report', 'published', report.reportId, '--json')).stdout);
    expect([reproduced, body.groupBy]).toEqual([true, ['level']]);
    const listed = await here('report', 'published');
    expect(listed.stdout).toMatch(new RegExp(`${report.reportId}.*response-times.*By level`));
  });

  it('tells which later step changed which figure and whose clock', async () => {
    const { reportId } = await published('--group-by', 'level', '--as-of', '2025-12-31');
    const unchanged = await here('report', 'changes', reportId);
    expect(unchanged).toMatchObject({ status: 0, stdout: expect.stringContaining('nothing that was recorded since') });
    const stepId = await retractDeflectionBy(/not_member/);
    const { status, stdout } = await here('report', 'changes', reportId);
    expect(status).toBe(0);
    expect(stdout).toMatch(/classes\.deflected +│ +\d+ +│ +\d+/);
    expect(stdout).toContain(`StepRetracted of step ${stepId}, in case `);
    expect(stdout).toMatch(/deflected after .* days.* -> .*silent after .* days/);
    const { items } = JSON.parse((await here('report', 'changes', reportId, '--json')).stdout) as { items: object[] };
    expect(items).toMatchObject([{ step: { corrects: stepId }, before: { silent: false }, after: { silent: true } }]);
    // It is still what it was.
    expect((await here('report', 'published', reportId)).status).toBe(0);
  });

  it.each([
    [['publish', 'response-times', '--title', ' '], '--title: title must not be blank'],
    [['publish', 'response-times', '--measure', 'first_reply', '--as-of', 'soon'], '--as-of: asOf must be'],
    [['publish', 'accountability'], "unknown command 'accountability'"],
    [['published', 'x'], 'x is no id of a report'],
    [['changes', randomUUID()], 'there is no published report'],
  ])('refuses %j', async (args, reason) => {
    const { status, stdout, stderr } = await here('report', ...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(reason);
  });
});
