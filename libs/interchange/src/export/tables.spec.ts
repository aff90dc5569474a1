import { parquetReadObjects } from 'hyparquet';
import { engagementsOf } from '#measures';
import { MemoryEventStore, eventsOf, type EventStore } from '#event-store';
import { Ledger } from '#ledger';
import { importFile } from '../import.js';
import { reportCasesFile } from '../report-cases/report-cases.js';
import { collect } from '../test-support/collect.js';
import { AS_OF, exported } from '../test-support/exported.js';
import { AWKWARD, idOf, livelyLedger, SECRET } from '../test-support/lively-ledger.js';
import { directoryOf } from './directory.js';
import { LogSelection } from './log-selection.js';
import type { ExportRequest } from './export-log.js';

type Row = Record<string, unknown>;

let store: EventStore;
beforeAll(async () => (store = await livelyLedger()));

/** Cells of RFC 4180, by column. */
function csvRows(text: string): Record<string, string>[] {
  const [header, ...rows] = text
    .split('\r\n')
    .slice(0, -1)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!,
      ),
    );
  return rows.map((cells) => Object.fromEntries(cells.map((cell, index) => [header![index]!, cell])));
}

async function parquetRows(request: Partial<ExportRequest>, of = store): Promise<Row[]> {
  const { bytes } = await exported(of, 'parquet', request);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  return parquetReadObjects({ file });
}

const asText = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return value instanceof Date ? value.toISOString() : String(value);
};

describe.each(['events', 'engagements'] as const)('the table of %s', (table) => {
  it('is the same as CSV and as Parquet', async () => {
    const csv = csvRows((await exported(store, 'csv', { table })).text);
    const parquet = await parquetRows({ table });
    expect(csv.length).toBeGreaterThan(5);
    expect(parquet.map((row) => Object.entries(row).map(([name, cell]) => [name, asText(cell)]))).toEqual(
      // Spreadsheets must not compute what looks like a formula.
      csv.map((row) => Object.entries(row).map(([name, cell]) => [name, cell.replace(/^'=/, '=')])),
    );
  });

  it('holds no word of a worker', async () => {
    expect((await exported(store, 'csv', { table })).text).not.toContain(SECRET);
  });

  it('of an empty log is a header, or a file without rows', async () => {
    const nothing = new MemoryEventStore();
    expect((await exported(nothing, 'csv', { table })).text).toMatch(/^[a-z_,]+\r\n$/);
    expect(await parquetRows({ table }, nothing)).toEqual([]);
  });
});

describe('the table of events', () => {
  const rows = () => parquetRows({ table: 'events' });

  it('has a row for each event, in the order of the log', async () => {
    const events = await collect(eventsOf(store.readAll()));
    expect((await rows()).map((row) => [row.position, row.event_id])).toEqual(
      events.map(({ position, id }) => [position, id]),
    );
  });

  it('tells when something happened by its bounds, and nothing where nobody said so', async () => {
    const [registered, , moved] = await rows();
    expect(registered).toMatchObject({ type: 'UnionRegistered', occurred_at: null, occurred_earliest: null });
    expect(moved).toMatchObject({
      occurred_at: '2022-01',
      occurred_earliest: new Date('2021-12-31T16:00:00Z'),
      occurred_latest: new Date('2022-01-31T16:00:00Z'),
    });
  });

  it('shows what is counted by, and of a correction what it says instead', async () => {
    const all = await rows();
    const row = (key: string) => all.find(({ event_id }) => event_id === idOf(key));
    expect(row('a/s1')).toMatchObject({
      subject: 'case',
      department: AWKWARD,
      outcome: 'reached',
      union_level: 'municipal',
    });
    expect(row('a/s2')).toMatchObject({ reasons: 'jurisdiction', deflected_to_union: idOf('district') });
    expect(row('a/s5')).toMatchObject({ corrects: idOf('a/s3'), outcome: 'hung_up', occurred_at: '2021-07-02' });
    expect(JSON.parse(row('a/s9')!.data as string)).toMatchObject({ recovered: { amount: '61800.00' } });
  });
});

describe('the table of engagements', () => {
  const rows = (conditions = {}) => parquetRows({ table: 'engagements', conditions });

  it('has a row for each engagement and measure, but not of cases that duplicate another', async () => {
    const all = await rows();
    expect(all).toHaveLength(3 * 4);
    expect(new Set(all.map(({ case_id }) => case_id))).toEqual(new Set([idOf('a'), idOf('b')]));
  });

  it('is ready for survfit: bounds of days, whether an event ended them, and which', async () => {
    const all = await rows();
    const row = (one: string, union: string, measure: string) =>
      all.find((row) => row.case_id === idOf(one) && row.union_id === idOf(union) && row.measure === measure);
    expect(row('a', 'city', 'first_reply')).toMatchObject({
      end: 'event',
      event: 1,
      state: 'deflected',
      days_low: 0,
      days_high: 0,
      interval_right: 0,
    });
    expect(row('a', 'district', 'first_reply')).toMatchObject({
      end: 'competing',
      cause: 'resolved',
      event: 0,
      state: 'competing',
      interval_right: null,
    });
    expect(row('b', 'district', 'first_reply')).toMatchObject({
      end: 'censored',
      event: 0,
      state: 'censored',
      stop_latest: null,
    });
    expect(row('b', 'district', 'first_reply')!.days_low).toBeGreaterThan(100);
  });

  it('can be narrowed by what engagements are grouped by', async () => {
    expect(await rows({ level: 'district' })).toHaveLength(4);
    expect(await rows({ unionId: idOf('city') })).toHaveLength(4);
    expect(await rows({ sector: 'taxi' })).toHaveLength(4);
    expect(await rows({ region: '11' })).toEqual([]);
  });

  it('has the engagements of the published cases, as the measures have them', async () => {
    const published = new MemoryEventStore();
    await importFile(reportCasesFile(), new Ledger(published), published);
    const source = await LogSelection.open(published, { asOf: AS_OF });
    const directory = await directoryOf(published, source.frame, new AbortController().signal);
    const expected = new Map<string, number>();
    for (const { caseId, history } of await collect(source.wholeCases())) {
      for (const { unionId } of engagementsOf(history, () => null)) expected.set(`${caseId} ${unionId}`, 4);
    }
    const found = await parquetRows({ table: 'engagements' }, published);
    const counted = new Map<string, number>();
    for (const { case_id, union_id } of found) {
      const key = `${String(case_id)} ${String(union_id)}`;
      counted.set(key, (counted.get(key) ?? 0) + 1);
    }
    expect(counted).toEqual(expected);
    expect(directory.size).toBe(17);
  });
});
