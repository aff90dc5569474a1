import { rm } from 'node:fs/promises';
import sqlite, { type Database, type Statement } from 'node-sqlite3-wasm';
import type { LogSelection } from './log-selection.js';
import {
  OCEL_EVENT_TYPES,
  OCEL_OBJECT_TYPES,
  ocelParts,
  type OcelEvent,
  type OcelObject,
  type OcelType,
  type OcelValueType,
} from './ocel-log.js';
import { finalize, SortedRows, type SqlCell } from './sorted-rows.js';
import { CountsDiffer, type Tally } from './tally.js';

/** OCEL 2.0 as an SQLite database with the tables of its relational format, in one transaction. */
export async function writeOcelSqlite(path: string, source: LogSelection, written: Tally): Promise<void> {
  const runs = `${path}.runs`;
  const database = new sqlite.Database(path);
  const tables = new OcelTables(database, runs);
  try {
    for await (const { events, objects } of ocelParts(source)) {
      for (const event of events) tables.addEvent(event);
      for (const object of objects) tables.addObject(object);
    }
    tables.finish();
    written.add('events', tables.countOf('event'));
    written.add('objects', tables.countOf('object'));
  } finally {
    tables.close();
    database.close();
    await rm(runs, { force: true });
  }
}

const SQL_TYPES = {
  string: 'TEXT',
  time: 'TIMESTAMP',
  integer: 'INTEGER',
  boolean: 'BOOLEAN',
} as const satisfies Record<OcelValueType, string>;

const SCHEMA = `
CREATE TABLE event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT NOT NULL);
CREATE TABLE object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT NOT NULL);
CREATE TABLE event (
  ocel_id TEXT NOT NULL, ocel_type TEXT NOT NULL REFERENCES event_map_type (ocel_type), place INTEGER NOT NULL,
  PRIMARY KEY (ocel_id)) WITHOUT ROWID;
CREATE TABLE object (
  ocel_id TEXT NOT NULL, ocel_type TEXT NOT NULL REFERENCES object_map_type (ocel_type),
  PRIMARY KEY (ocel_id)) WITHOUT ROWID;
CREATE TABLE event_object (
  ocel_event_id TEXT NOT NULL REFERENCES event (ocel_id),
  ocel_object_id TEXT NOT NULL REFERENCES object (ocel_id),
  ocel_qualifier TEXT NOT NULL,
  PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier)) WITHOUT ROWID;
CREATE TABLE object_object (
  ocel_source_id TEXT NOT NULL REFERENCES object (ocel_id),
  ocel_target_id TEXT NOT NULL REFERENCES object (ocel_id),
  ocel_qualifier TEXT NOT NULL,
  PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier)) WITHOUT ROWID;
`;

class OcelTables {
  private readonly statements = new Map<string, Statement>();
  private readonly types = new Map<string, OcelType>();
  private events = 0;
  private readonly sorted: Readonly<Record<'event' | 'object' | 'event_object' | 'object_object', SortedRows>>;

  /** @param runs a file to be made for what is sorted on the way */
  constructor(
    private readonly database: Database,
    runs: string,
  ) {
    // The file is nobody's before it is whole: there is nothing to be rolled back to. An event may come before the
    // objects that it is related to: these relations are checked at the end, all at once.
    database.exec(`PRAGMA foreign_keys = OFF; ATTACH '${runs.replaceAll("'", "''")}' AS runs`);
    for (const schema of ['main', 'runs']) {
      database.exec(`PRAGMA ${schema}.journal_mode = OFF; PRAGMA ${schema}.synchronous = OFF;
        PRAGMA ${schema}.cache_size = -16000`);
    }
    database.exec(`BEGIN; ${SCHEMA}`);
    this.sorted = {
      event: new SortedRows(database, 'event', ['id', 'type', 'place'], 1),
      object: new SortedRows(database, 'object', ['id', 'type'], 1),
      event_object: new SortedRows(database, 'event_object', ['event', 'object', 'qualifier'], 3),
      object_object: new SortedRows(database, 'object_object', ['source', 'target', 'qualifier'], 3),
    };
    for (const type of OCEL_EVENT_TYPES) this.createType('event', type, 'ocel_time TIMESTAMP');
    for (const type of OCEL_OBJECT_TYPES) {
      this.createType('object', type, 'ocel_time TIMESTAMP, ocel_changed_field TEXT');
    }
  }

  addEvent({ id, type, time, attributes, relationships }: OcelEvent): void {
    // Rows stand in the order of their ids, and vague dates say little: which step came first would be lost.
    this.sorted.event.add([id, type, ++this.events]);
    const values = new Map(attributes.map(({ name, value }) => [name, value]));
    this.insert(`event_${type}`, [id, ...this.cells('event', type, values), time]);
    for (const { objectId, qualifier } of relationships) this.sorted.event_object.add([id, objectId, qualifier]);
  }

  /** The first value of each attribute makes one row, and each later one a row of its own that names it. */
  addObject({ id, type, attributes, relationships }: OcelObject): void {
    this.sorted.object.add([id, type]);
    const initial = new Map<string, string>();
    const changes = attributes.filter(({ name, value }) => initial.has(name) || !initial.set(name, value));
    const [first] = attributes;
    this.insert(`object_${type}`, [id, ...this.cells('object', type, initial), first?.time ?? null, null]);
    for (const { name, value, time } of changes) {
      this.insert(`object_${type}`, [id, ...this.cells('object', type, new Map([[name, value]])), time, name]);
    }
    for (const { objectId, qualifier } of relationships) this.sorted.object_object.add([id, objectId, qualifier]);
  }

  /** @throws CountsDiffer when something is related to what is not there */
  finish(): void {
    for (const rows of Object.values(this.sorted)) rows.finish();
    this.database.exec('COMMIT; DETACH runs');
    const dangling = this.database.all('PRAGMA foreign_key_check').length;
    if (dangling > 0) throw new CountsDiffer('relations to nothing', 0, dangling);
  }

  countOf(table: 'event' | 'object'): number {
    return Number(this.database.get(`SELECT count(*) AS n FROM ${table}`)!.n);
  }

  close(): void {
    for (const statement of this.statements.values()) finalize(statement);
    for (const rows of Object.values(this.sorted)) rows.close();
  }

  private createType(kind: 'event' | 'object', type: OcelType, more: string): void {
    const { name, attributes } = type;
    this.types.set(`${kind}_${name}`, type);
    this.insert(`${kind}_map_type`, [name, name]);
    const columns = attributes.map((attribute) => `"${attribute.name}" ${SQL_TYPES[attribute.type]}, `);
    this.database.exec(
      `CREATE TABLE "${kind}_${name}" (ocel_id TEXT NOT NULL REFERENCES ${kind} (ocel_id), ${columns.join('')}${more})`,
    );
  }

  private cells(kind: 'event' | 'object', type: string, values: ReadonlyMap<string, string>) {
    return this.types.get(`${kind}_${type}`)!.attributes.map(({ name, type: valueType }) => {
      const value = values.get(name);
      return value === undefined ? null : sqlValue(value, valueType);
    });
  }

  private insert(table: string, cells: readonly SqlCell[]): void {
    let statement = this.statements.get(table);
    if (!statement) {
      statement = this.database.prepare(`INSERT INTO "${table}" VALUES (${cells.map(() => '?').join(', ')})`);
      this.statements.set(table, statement);
    }
    statement.run([...cells]);
  }
}

function sqlValue(value: string, type: OcelValueType): string | number {
  if (type === 'integer') return Number(value);
  return type === 'boolean' ? Number(value === 'true') : value;
}
