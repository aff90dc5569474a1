import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import sqlite from 'node-sqlite3-wasm';
import { MemoryEventStore, type EventStore } from '#event-store';
import { exported, requestFor } from '../test-support/exported.js';
import { idOf, livelyLedger, SECRET } from '../test-support/lively-ledger.js';
import { TemporaryFiles } from '../test-support/temporary-file.js';
import { exportLog } from './export-log.js';
import type { OcelEvent, OcelObject, OcelType } from './ocel-log.js';

interface OcelLog {
  readonly objectTypes: OcelType[];
  readonly eventTypes: OcelType[];
  readonly events: OcelEvent[];
  readonly objects: OcelObject[];
}

const SCHEMA = new URL('../test-support/schemas/ocel20-schema-json.json', import.meta.url);
const isOcel = addFormats
  .default(new Ajv.default({ strict: false }))
  .compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);

let store: EventStore;
let files: TemporaryFiles;
beforeAll(async () => {
  store = await livelyLedger();
  files = await TemporaryFiles.create();
});
afterAll(() => files.remove());

async function ocel(conditions = {}): Promise<OcelLog> {
  return JSON.parse((await exported(store, 'ocel-json', { conditions })).text) as OcelLog;
}

const valuesOf = (object: OcelObject | undefined, name: string) =>
  object!.attributes.filter((one) => one.name === name).map(({ value, time }) => [value, time]);

describe('a log as OCEL 2.0', () => {
  it('in JSON keeps to the published schema, and would not without times or with numbers for texts', async () => {
    const log = await ocel();
    expect(isOcel(log)).toBe(true);
    expect(isOcel({ ...log, events: log.events.map(({ time: _, ...event }) => event) })).toBe(false);
    const [first] = log.objects;
    const bad = { ...first!, attributes: [{ name: 'workers', value: 3, time: '2021-01-01T00:00:00Z' }] };
    expect(isOcel({ ...log, objects: [bad] })).toBe(false);
  });

  it('of an empty log keeps to it as well', async () => {
    const { text } = await exported(new MemoryEventStore(), 'ocel-json');
    expect(isOcel(JSON.parse(text))).toBe(true);
  });

  it.each([
    ['all', {}],
    ['few events', { types: 'Deflected' }],
    [
      'cases whose originals are left out',
      { since: '2021-05', until: '2021-06', types: 'PostedOnline,LinkedAsDuplicate' },
    ],
  ])('relates to objects that it has, each with a qualifier: %s', async (_, conditions) => {
    const { events, objects } = await ocel(conditions);
    const ids = objects.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const relations = [...events, ...objects].flatMap(({ relationships }) => relationships);
    expect(relations.filter(({ objectId, qualifier }) => !ids.includes(objectId) || qualifier === '')).toEqual([]);
    expect(events.length).toBeGreaterThan(0);
  });

  it('declares every attribute that it gives', async () => {
    const { eventTypes, objectTypes, events, objects } = await ocel();
    const declared = new Set(
      [...eventTypes, ...objectTypes].flatMap(({ name, attributes }) => attributes.map((one) => `${name} ${one.name}`)),
    );
    const given = [...events, ...objects].flatMap(({ type, attributes }) =>
      attributes.map(({ name }) => `${type} ${name}`),
    );
    expect(given.filter((one) => !declared.has(one))).toEqual([]);
  });

  it('tells whom a step was about, and in what way', async () => {
    const { events } = await ocel();
    const deflected = events.find(({ id }) => id === idOf('a/s2'));
    expect(deflected!.relationships).toEqual([
      { objectId: idOf('a'), qualifier: 'step of' },
      { objectId: idOf('city'), qualifier: 'deflected by' },
      { objectId: idOf('district'), qualifier: 'deflected to' },
    ]);
    expect(events.find(({ id }) => id === idOf('a/s9'))!.relationships).toContainEqual({
      objectId: idOf('city'),
      qualifier: 'credited to',
    });
    expect(events.find(({ id }) => id === idOf('c/s1'))!.relationships).toContainEqual({
      objectId: idOf('a'),
      qualifier: 'duplicate of',
    });
  });

  it('tells since when a value holds: of a union that moved, of a case that was resolved and closed', async () => {
    const { objects } = await ocel();
    const byId = new Map(objects.map((object) => [object.id, object]));
    expect(valuesOf(byId.get(idOf('district')), 'level')).toEqual([
      ['district', '1970-01-01T00:00:00.000Z'],
      ['subdistrict', '2021-12-31T16:00:00.000Z'],
    ]);
    expect(valuesOf(byId.get(idOf('a')), 'status')).toEqual([
      ['open', '2021-01-01T00:00:00.000+08:00'],
      ['resolved', '2021-09-05T00:00:00.000+08:00'],
      ['closed', '2021-10-01T00:00:00.000+08:00'],
    ]);
    expect(byId.get(idOf('district'))!.relationships).toEqual([{ objectId: idOf('city'), qualifier: 'part of' }]);
    expect([...byId.values()].map(({ type }) => type)).toEqual(
      expect.arrayContaining(['case', 'union', 'department', 'agency']),
    );
  });

  it('holds no word of a worker', async () => {
    expect(JSON.stringify(await ocel())).not.toContain(SECRET);
  });

  it('in SQLite tells which step follows which, by the query of the documentation', async () => {
    const path = files.path('map.sqlite');
    await exportLog(store, requestFor('ocel-sqlite'), { output: path }, { version: 'test' });
    const page = readFileSync(new URL('../../../../docs/analysis.md', import.meta.url), 'utf8');
    const [, query] = /```sql\n(.*?)```/s.exec(page)!;
    const database = new sqlite.Database(path, { readOnly: true });
    const arrows = database.all(query!).map((row) => Object.values(row)[0]);
    database.close();
    const { events } = await ocel();
    const caseOf = (event: OcelEvent) => event.relationships.find(({ qualifier }) => qualifier === 'step of')!.objectId;
    const followed = new Map<string, number>();
    events.forEach((event, index) => {
      const next = events.slice(index + 1).find((other) => caseOf(other) === caseOf(event));
      const arrow = next && `"${event.type}" -> "${next.type}"`;
      if (arrow) followed.set(arrow, (followed.get(arrow) ?? 0) + 1);
    });
    expect(followed.size).toBeGreaterThan(3);
    expect(arrows.sort()).toEqual([...followed].map(([arrow, times]) => `${arrow} [label=${times}]`).sort());
  });

  it('in SQLite says the same, with its relations intact', async () => {
    const path = files.path('log.sqlite');
    const request = requestFor('ocel-sqlite');
    const { counts } = await exportLog(store, request, { output: path }, { version: 'test' });
    const { events, objects } = await ocel();
    const database = new sqlite.Database(path, { readOnly: true });
    const rows = (sql: string) => database.all(sql);
    try {
      expect(counts).toMatchObject({ events: events.length, objects: objects.length });
      expect(rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      expect(rows('PRAGMA foreign_key_check')).toEqual([]);
      expect(rows('SELECT ocel_id AS id, ocel_type AS type FROM event ORDER BY ocel_id')).toEqual(
        events.map(({ id, type }) => ({ id, type })).sort((a, b) => (a.id < b.id ? -1 : 1)),
      );
      const relations = (of: readonly (OcelEvent | OcelObject)[]) =>
        of
          .flatMap(({ id, relationships }) => relationships.map(({ objectId, qualifier }) => [id, objectId, qualifier]))
          .sort();
      const stored = (table: string) =>
        rows(`SELECT * FROM ${table}`)
          .map((row) => Object.values(row))
          .sort();
      expect(stored('event_object')).toEqual(relations(events));
      expect(stored('object_object')).toEqual(relations(objects));
      expect(
        rows(`SELECT level, ocel_time, ocel_changed_field FROM object_union WHERE ocel_id = '${idOf('district')}'`),
      ).toEqual([
        { level: 'district', ocel_time: '1970-01-01T00:00:00.000Z', ocel_changed_field: null },
        { level: 'subdistrict', ocel_time: '2021-12-31T16:00:00.000Z', ocel_changed_field: 'level' },
      ]);
      expect(rows('SELECT workers, collective FROM object_case WHERE workers IS NOT NULL LIMIT 1')).toEqual([
        { workers: 3, collective: 0 },
      ]);
      expect(rows('SELECT ocel_time, precise, reasons FROM event_Deflected')).toMatchObject([
        { ocel_time: '2021-06-15T14:00:00.000+08:00', reasons: 'jurisdiction' },
      ]);
    } finally {
      database.close();
    }
  });
});
