import type { ClientBase } from 'pg';
import type { Projection } from '../projection.js';
import { World } from '../test-support/world.js';
import type { DiffQuestion, RowDifference, VersionsCompared } from './diff.js';

/** Fills nothing itself: what its tables hold is what they are made with. */
function filled(version: number, tables: string, bookkeeping: Projection['bookkeeping'] = {}): Projection {
  return {
    name: 'filled',
    version,
    bookkeeping,
    types: [],
    start: () => ({ apply: async () => undefined }),
    create: async (tx: ClientBase) => void (await tx.query(tables)),
  };
}

describe('the difference between two versions of a projection', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create();
  });

  afterEach(() => world.remove());

  async function diff(
    one: string,
    other: string,
    question: Partial<DiffQuestion> = {},
    bookkeeping?: Projection['bookkeeping'],
  ) {
    await world.control([filled(1, one)]).register();
    const control = world.control([filled(2, other, bookkeeping)]);
    await control.register();
    await world.pool.query(`UPDATE projections.projections SET state = 'running', booted_at = now()`);
    const differences: RowDifference[] = [];
    const comparing = control.diff({ name: 'filled', one: 1, other: 2, ...question });
    for (;;) {
      const { done, value } = await comparing.next();
      if (done) return { differences, compared: value as VersionsCompared };
      differences.push(value as RowDifference);
    }
  }

  it('is each row that only one has, and each that differs with what differs in it, in the order of the key', async () => {
    const table = 'CREATE TABLE t (a integer, b text, n bigint, j jsonb, PRIMARY KEY (b, a));';
    const { differences, compared } = await diff(
      `${table} INSERT INTO t VALUES (10, 'x', 1, '{"k": 1}'), (9, 'x', 2, NULL), (1, 'y', 9007199254740993, '[]'), (2, 'y', 0, '1')`,
      `${table} INSERT INTO t VALUES (10, 'x', 1, '{"k":1}'), (1, 'y', 9007199254740992, '[]'), (2, 'y', 0, NULL), (1, 'z', 0, '1')`,
    );
    expect(differences).toEqual([
      { table: 't', kind: 'only_in_one', key: { b: 'x', a: '9' }, changes: {} },
      {
        table: 't',
        kind: 'differs',
        key: { b: 'y', a: '1' },
        changes: { n: ['9007199254740993', '9007199254740992'] },
      },
      { table: 't', kind: 'differs', key: { b: 'y', a: '2' }, changes: { j: ['1', null] } },
      { table: 't', kind: 'only_in_other', key: { b: 'z', a: '1' }, changes: {} },
    ]);
    const counts = { onlyInOne: 1, onlyInOther: 1, differing: 2 };
    expect(compared.tables).toEqual([{ table: 't', ...counts, columnsOnlyInOne: [], columnsOnlyInOther: [] }]);
  });

  it('compares what both have, and says what only one has', async () => {
    const { differences, compared } = await diff(
      `CREATE TABLE t (id text PRIMARY KEY, old integer); INSERT INTO t VALUES ('7', 1); CREATE TABLE gone (a integer);
       CREATE VIEW v AS TABLE t`,
      `CREATE TABLE t (id integer PRIMARY KEY, new integer); INSERT INTO t VALUES (7, 1); CREATE TABLE "Came ""in""" (a integer)`,
    );
    expect(differences).toEqual([]);
    expect(compared).toEqual({
      positions: { one: '', other: '' },
      tables: [
        {
          table: 't',
          onlyInOne: 0,
          onlyInOther: 0,
          differing: 0,
          columnsOnlyInOne: ['old'],
          columnsOnlyInOther: ['new'],
        },
      ],
      tablesOnlyInOne: ['gone'],
      tablesOnlyInOther: ['Came "in"'],
    });
  });

  it('leaves out what the projection calls bookkeeping, as far as both have it', async () => {
    const table = 'CREATE TABLE t (id integer PRIMARY KEY, n json, at integer);';
    const tables = [
      `${table} INSERT INTO t VALUES (1, '{}', 1), (2, '{}', 1), (3, '{"n":1}', 1), (4, '{"n":1}', 1), (5, NULL, 1)`,
      `${table} INSERT INTO t VALUES (2, '{}', 2), (3, '{"n":1}', 2), (4, '{}', 1), (6, '{}', 1)`,
    ] as const;
    const nothing = { column: 'n', text: '{}' };
    const { differences, compared } = await diff(...tables, {}, { t: { columns: ['at', 'gone'], nothing } });
    expect(differences.map(({ kind, key }) => [kind, key.id])).toEqual([
      ['only_in_one', '4'],
      ['only_in_one', '5'],
    ]);
    expect(compared.tables).toMatchObject([{ onlyInOne: 2, onlyInOther: 0, differing: 0 }]);
  });

  it('leaves out no row for what a column says that one of them lacks', async () => {
    const nothing = { column: 'n', text: '0' };
    const { differences } = await diff(
      'CREATE TABLE t (id integer PRIMARY KEY, n integer); INSERT INTO t VALUES (1, 0)',
      'CREATE TABLE t (id integer PRIMARY KEY)',
      {},
      { t: { columns: [], nothing } },
    );
    expect(differences).toMatchObject([{ kind: 'only_in_one', key: { id: '1' } }]);
  });

  it('comes in parts however many rows there are, and ends when nobody wants more', async () => {
    const table = (shift: number) => `CREATE TABLE t (id integer PRIMARY KEY, n integer);
      INSERT INTO t SELECT i, i + ${shift} FROM generate_series(1, 1700) i`;
    const { differences, compared } = await diff(table(0), table(1));
    expect(differences.map(({ key }) => Number(key.id))).toEqual(Array.from({ length: 1700 }, (_, i) => i + 1));
    expect(compared.tables).toMatchObject([{ differing: 1700 }]);

    const comparing = world.control([]).diff({ name: 'filled', one: 1, other: 2 });
    await comparing.next();
    await comparing.return(compared);
    const { rows } = await world.pool.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE '%diff'`,
    );
    expect(rows).toEqual([]);
  });

  it('is refused of what is not complete', async () => {
    const control = world.control([filled(1, 'CREATE TABLE t (a integer PRIMARY KEY)')]);
    await control.register();
    await expect(control.diff({ name: 'filled', one: 1, other: 1 }).next()).rejects.toMatchObject({
      name: 'NotBuilt',
      state: 'booting',
    });
  });

  it('is refused of what is not there, and of tables whose rows have no key', async () => {
    const table = 'CREATE TABLE t (a integer)';
    await expect(diff(table, table, { other: 3 })).rejects.toMatchObject({ name: 'NotServed', version: 3 });
    await expect(diff(table, table, { name: 'nobody' })).rejects.toMatchObject({ name: 'NotServed' });
    await expect(diff(table, table)).rejects.toMatchObject({ name: 'NoPrimaryKey', table: 't' });
  });
});
