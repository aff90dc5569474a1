import { readdirSync, readFileSync } from 'node:fs';
import { asAdmin, emptyLogs, type PostgresLog } from '../test-support/postgres-logs.js';

const logs = emptyLogs();
let log: PostgresLog;

beforeAll(async () => {
  log = await logs.create();
  await log.connect();
});
afterAll(async () => {
  await log.dispose();
  await logs.drop();
});

const STATEMENTS = new URL('statements/', import.meta.url);
const READS = readdirSync(STATEMENTS).filter((file) => /^(read|head|stream_head)/.test(file));

const FILL = `INSERT INTO event_store.events
  SELECT n, 'case-' || n % 4000, n / 4000, gen_random_uuid(), 'Noted', repeat('d', 200), repeat('m', 100)
  FROM generate_series(1, 100000) n`;

/** The plan for parameters that are not known, which is the one that our sessions use. */
async function planOf(file: string): Promise<string> {
  const text = readFileSync(new URL(file, STATEMENTS), 'utf8');
  const { rows } = await asAdmin(log.url, `SET jit = off; EXPLAIN (GENERIC_PLAN) ${text}`).then(
    (results) => (results as unknown as { rows: Record<string, string>[] }[])[1]!,
  );
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

describe('the plan of a read', () => {
  it.each(READS)(
    'in %s goes by an index: in an empty log, a full one, and one whose statistics are known',
    async (file) => {
      expect(await planOf(file)).toMatch(/Index/);
      if (READS.indexOf(file) === 0) await asAdmin(log.url, FILL);
      for (const command of ['SELECT', 'ANALYZE event_store.events']) {
        await asAdmin(log.url, command);
        const plan = await planOf(file);
        expect(plan).toMatch(/Index Cond|Index Only Scan Backward using events_pkey/);
        expect(plan).not.toContain('Seq Scan');
      }
    },
  );
});
