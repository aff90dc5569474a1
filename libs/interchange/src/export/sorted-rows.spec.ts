import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqlite, { type Database } from 'node-sqlite3-wasm';
import { SortedRows } from './sorted-rows.js';

let directory: string;
let database: Database;
let rows: SortedRows;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'recourse-sorted-'));
  database = new sqlite.Database(join(directory, 'all'));
  database.exec(`ATTACH '${join(directory, 'runs')}' AS runs;
    CREATE TABLE pair (a TEXT NOT NULL, b TEXT NOT NULL, note TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID; BEGIN`);
  rows = new SortedRows(database, 'pair', ['a', 'b', 'note'], 2, 3);
});
afterEach(async () => {
  rows.close();
  database.close();
  await rm(directory, { recursive: true });
});

const stored = () => database.all('SELECT a, b, note FROM pair').map((row) => Object.values(row));

describe('rows that are sorted on the way', () => {
  it('are all in the table, in the order of its key, however many runs they took', () => {
    const given = Array.from({ length: 20 }, (_, n) => [String((n * 7) % 20).padStart(2, '0'), 'x', null]);
    for (const row of given) rows.add(row);
    rows.finish();
    expect(stored()).toEqual(given.toSorted(([a], [b]) => (a! < b! ? -1 : 1)));
  });

  it('may be none', () => {
    rows.finish();
    expect(stored()).toEqual([]);
  });

  it.each([
    ['of one run', ['1', '1']],
    ['of two', ['1', '2', '3', '1']],
  ])('are refused when two %s have one key', (_, keys) => {
    const all = () => {
      for (const key of keys) rows.add([key, 'x', null]);
      rows.finish();
    };
    expect(all).toThrow('UNIQUE constraint failed');
  });
});
