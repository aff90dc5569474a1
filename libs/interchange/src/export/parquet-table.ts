import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { Cell, Column, ColumnType, Table } from './table.js';
import type { Tally } from './tally.js';

/** Rows of a group, which is what is held at a time, and what a reader may skip. */
const GROUP_ROWS = 5_000;

const TYPES = {
  text: 'STRING',
  integer: 'INT32',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  time: 'TIMESTAMP',
  json: 'STRING',
} as const satisfies Record<ColumnType, string>;

/** A table as Parquet, compressed with Snappy, one group of rows after the other. */
export async function* parquetOf({ columns, rows }: Table, written: Tally): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter();
  const schema = schemaFromColumnData({
    columnData: columns.map(({ name, type }) => ({ name, type: TYPES[type], data: [] })),
  });
  const parquet = new ParquetWriter({ writer: bytes, schema, createdBy: 'recourse' });
  for await (const group of groupsOf(rows)) {
    await parquet.write({ columnData: columnData(columns, group), rowGroupSize: group.length });
    yield taken(bytes);
    written.add('rows', group.length);
  }
  await parquet.finish();
  yield taken(bytes);
}

async function* groupsOf(rows: Table['rows']): AsyncGenerator<(readonly Cell[])[]> {
  let group: (readonly Cell[])[] = [];
  for await (const some of rows) {
    for (const row of some) group.push(row);
    if (group.length < GROUP_ROWS) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

function columnData(columns: readonly Column[], group: readonly (readonly Cell[])[]) {
  return columns.map(({ name, type }, index) => ({
    name,
    data: group.map((row) => (type === 'time' && row[index] !== null ? new Date(row[index] as number) : row[index])),
  }));
}

/** The bytes so far; the writer goes on counting, in an empty buffer. */
function taken(bytes: ByteWriter): Uint8Array {
  const part = bytes.getBytes().slice();
  bytes.index = 0;
  return part;
}
