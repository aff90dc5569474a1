import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { foldCase, upcast, type CaseState, type Opening, type RecordedCaseEvent, type Resolved } from '#cases';
import { accountabilityOf, engagementsOf, historyOf, MEASURES, type Clock } from '#measures';
import { existsFrom, foldUnion, levelAt, upcastUnionEvent, type RecordedUnionEvent, type UnionState } from '#unions';
import { query, settleTables } from '../bench-server.js';
import type { RawLog, RawRow } from './raw-log.js';

const TABLES = ['unions', 'engaged_unions', 'cases', 'timelines', 'engagements'] as const;
const PAGE = 2_000;

/** Tables like the read models', with their indexes, in a schema of their own. */
export async function createTables(url: string): Promise<void> {
  await query(url, 'CREATE SCHEMA by_hand');
  for (const table of TABLES) {
    await query(url, `CREATE TABLE by_hand.${table} (LIKE read_models.${table} INCLUDING ALL)`);
  }
}

export async function emptyTables(url: string): Promise<void> {
  await query(url, `TRUNCATE ${TABLES.map((table) => `by_hand.${table}`).join(', ')}`);
  await settleTables(url);
}

/** How many rows there are in one of the two sets of tables only, or not the same in both. */
export async function differences(url: string): Promise<number> {
  let sum = 0;
  for (const table of TABLES) {
    const [row] = await query<{ n: string }>(
      url,
      `SELECT count(*) AS n FROM (
        (TABLE by_hand.${table} EXCEPT ALL TABLE read_models.${table}) UNION ALL
        (TABLE read_models.${table} EXCEPT ALL TABLE by_hand.${table})) AS one_sided`,
    );
    sum += Number(row!.n);
  }
  return sum;
}

/** Reads the log and parses it: the least that any rebuild has to do. Returns how many events that were. */
export async function readAndParse(log: RawLog): Promise<number> {
  let events = 0;
  for await (const rows of log.pages(PAGE)) for (const row of rows) events += parsed(row) ? 1 : 0;
  return events;
}

/**
 * The read models as somebody would write them down who needs them once: everything is read, parsed, folded in memory
 * and copied, in one transaction, with nothing to resume from, follow or report.
 */
export async function rebuildByHand(log: RawLog, client: pg.Client): Promise<number> {
  const cases = new Map<string, RecordedCaseEvent[]>();
  const unions = new Map<string, RecordedUnionEvent[]>();
  const lines = { unions: '', engaged_unions: '', cases: '', timelines: '', engagements: '' };
  let events = 0;
  for await (const rows of log.pages(PAGE)) {
    events += rows.length;
    for (const row of rows) {
      const event = parsed(row);
      if (row[1].startsWith('case-')) {
        const caseId = row[1].slice('case-'.length);
        put(cases, caseId, upcast(event));
        lines.timelines += timelineLine(caseId, event);
      } else put(unions, row[1].slice('union-'.length), unionEvent(event));
    }
  }
  const directory = new Map(Array.from(unions, ([id, history]) => [id, foldUnion(id, history)]));
  for (const [id, history] of unions) writeUnion(lines, directory.get(id)!, history);
  for (const [id, history] of cases) writeCase(lines, foldCase(id, history), directory);
  await client.query('BEGIN');
  for (const table of TABLES) await copy(client, table, lines[table]);
  await client.query('COMMIT');
  return events;
}

type Lines = Record<(typeof TABLES)[number], string>;

function parsed([position, , revision, id, type, data, metadata]: RawRow) {
  return {
    id,
    type,
    data: JSON.parse(data) as object,
    metadata: JSON.parse(metadata) as { schemaVersion: number },
    revision: Number(revision),
    position: position.padStart(19, '0'),
  };
}

function timelineLine(caseId: string, { id, type, data, metadata, revision, position }: ReturnType<typeof parsed>) {
  return line(caseId, revision, JSON.stringify({ id, type, data, metadata, position }));
}

function unionEvent({ metadata, ...event }: ReturnType<typeof parsed>): RecordedUnionEvent {
  const { schemaVersion, ...recorded } = metadata;
  const current = upcastUnionEvent({ ...event, schemaVersion });
  return { ...recorded, ...current, revision: event.revision, position: event.position } as RecordedUnionEvent;
}

function put<Event>(streams: Map<string, Event[]>, id: string, event: Event): void {
  const own = streams.get(id);
  if (own) own.push(event);
  else streams.set(id, [event]);
}

function writeUnion(lines: Lines, state: UnionState, history: readonly RecordedUnionEvent[]): void {
  const { unionId, levels, sector, region, names } = state;
  const search = state.namings.flatMap((naming) => [naming.names.zh, naming.names.en, ...naming.aliases]);
  const all = [...new Set(search.filter((name) => name !== undefined))].join('\n').toLowerCase();
  const json = JSON.stringify(history);
  const since = levels.map(({ from }) => from?.earliest ?? existsFrom(state));
  const periods = [`{${levels.map(({ level }) => level).join(',')}}`, `{${since.join(',')}}`];
  lines.unions += line(unionId, sector, region, all, names.en ?? names.zh, json, ...periods);
  lines.engaged_unions += line(unionId, json);
}

function writeCase(lines: Lines, state: CaseState, directory: ReadonlyMap<string, UnionState>): void {
  const history = historyOf(state);
  const { interval, content } = history.opening!;
  const { title, sector, region, disputes } = content as Opening;
  const types = new Set(history.steps.map(({ type }) => type));
  const resolved = history.steps.findLast(({ type }) => type === 'Resolved')?.content as Resolved | undefined;
  const { aware, involved, involvedAfterCall, unionsCalled } = accountabilityOf(history);
  lines.cases += line(
    ...[state.caseId, interval.earliest, interval.latest, types.has('Resolved') ? 'resolved' : 'open'],
    ...[resolved?.outcome, sector, region, JSON.stringify(disputes), title, null],
    ...[aware, involved, involvedAfterCall, unionsCalled],
  );
  const level = (unionId: string, at: number) => levelAt(directory.get(unionId)!, at);
  for (const engagement of engagementsOf(history, level)) {
    const { unionId, called, department, departments, reasons, causedBy, clocks } = engagement;
    lines.engagements += line(
      ...[state.caseId, unionId, engagement.level, sector, directory.get(unionId)!.region, called, department],
      ...[JSON.stringify(departments), JSON.stringify(reasons), causedBy && JSON.stringify(causedBy), state.timeZone],
      ...MEASURES.flatMap((measure) => clockCells(clocks[measure])),
    );
  }
}

function clockCells(clock: Clock | null): Cell[] {
  if (!clock) return ['not_started', null, null, null, null, null, null, null, null];
  const { start, stop, seconds, days, cause } = clock;
  const outcome = clock.class ?? (cause === null ? 'censored' : `competing:${cause}`);
  const times = [start.earliest, start.latest, stop?.earliest, stop?.latest];
  return [outcome, ...times, seconds?.low, seconds?.high, days?.low, days?.high];
}

type Cell = string | number | boolean | null | undefined;

const SPECIAL = /[\\\n\r\t]/g;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function line(...cells: readonly Cell[]): string {
  const texts = cells.map((cell) => {
    if (cell === null || cell === undefined) return '\\N';
    return typeof cell === 'string' ? cell.replace(SPECIAL, (special) => ESCAPES[special]!) : String(cell);
  });
  return `${texts.join('\t')}\n`;
}

async function copy(client: pg.Client, table: string, lines: string): Promise<void> {
  const stream = client.query(copyFrom(`COPY by_hand.${table} FROM STDIN`));
  stream.end(lines);
  await finished(stream);
}
