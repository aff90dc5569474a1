import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { foldCase, upcast, type CaseState, type Opening, type RecordedCaseEvent, type Resolved } from '#cases';
import { accountabilityOf, engagementsOf, historyOf, MEASURES, settledAt, type Clock } from '#measures';
import { localDayOf } from '#time';
import { existsFrom, foldUnion, levelAt, upcastUnionEvent, type RecordedUnionEvent, type UnionState } from '#unions';
import { servedUrl } from '../../support/served-tables.js';
import { query, settleTables } from '../bench-server.js';
import type { RawLog, RawRow } from './raw-log.js';

const TABLES = ['unions', 'engaged_unions', 'cases', 'timelines', 'engagements', 'clock_counts'] as const;
const PAGE = 2_000;

/** Tables like the read models', with their indexes, in a schema of their own. */
export async function createTables(url: string): Promise<void> {
  const served = await servedUrl(url);
  await query(served, 'CREATE SCHEMA by_hand');
  for (const table of TABLES) {
    await query(served, `CREATE TABLE by_hand.${table} (LIKE ${table} INCLUDING ALL)`);
  }
}

export async function emptyTables(url: string): Promise<void> {
  await query(url, `TRUNCATE ${TABLES.map((table) => `by_hand.${table}`).join(', ')}`);
  await settleTables(url);
}

/** How many rows there are in one of the two sets of tables only, or not the same in both. */
export async function differences(url: string): Promise<number> {
  let sum = 0;
  const served = await servedUrl(url);
  for (const table of TABLES) {
    const [ours, byHand] = [table, `by_hand.${table}`].map((name) => `SELECT t::text FROM ${name} t`);
    const [row] = await query<{ n: string }>(
      served,
      `SELECT count(*) AS n FROM (
        (${byHand} EXCEPT ALL ${ours}) UNION ALL (${ours} EXCEPT ALL ${byHand})) AS one_sided`,
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
  const lines = { unions: '', engaged_unions: '', cases: '', timelines: '', engagements: '', clock_counts: '' };
  const counts = new Map<string, number>();
  let events = 0;
  let position = '';
  for await (const rows of log.pages(PAGE)) {
    events += rows.length;
    for (const row of rows) {
      const event = parsed(row);
      position = event.position;
      if (row[1].startsWith('case-')) {
        const caseId = row[1].slice('case-'.length);
        put(cases, caseId, upcast(event));
        lines.timelines += timelineLine(caseId, event);
      } else put(unions, row[1].slice('union-'.length), unionEvent(event));
    }
  }
  const directory = new Map(Array.from(unions, ([id, history]) => [id, foldUnion(id, history)]));
  for (const [id, history] of unions) writeUnion(lines, directory.get(id)!, history);
  for (const [id, history] of cases) writeCase(lines, counts, foldCase(id, history), directory);
  writeCounts(lines, counts, position);
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
  return line(caseId, revision, JSON.stringify({ id, type, data, metadata, revision, position }));
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
  lines.unions += line(unionId, ...periods, sector, region, all, names.en ?? names.zh, json);
  const recorded = history.map(({ recordedAt }) => Date.parse(recordedAt));
  lines.engaged_unions += line(unionId, json, history.at(-1)!.position, Math.max(...recorded));
}

function writeCase(
  lines: Lines,
  counts: Map<string, number>,
  state: CaseState,
  directory: ReadonlyMap<string, UnionState>,
): void {
  const history = historyOf(state);
  const { interval, content } = history.opening!;
  const { title, sector, region, disputes } = content as Opening;
  const events = [...state.events.values()];
  const [first, last] = [events[0]!, events.at(-1)!];
  const types = new Set(history.steps.map(({ type }) => type));
  const resolved = history.steps.findLast(({ type }) => type === 'Resolved')?.content as Resolved | undefined;
  const { aware, involved, involvedAfterCall, unionsCalled } = accountabilityOf(history);
  const recorded = Math.max(...events.map(({ recordedAt }) => Date.parse(recordedAt)));
  lines.cases += line(
    ...[state.caseId, interval.earliest, interval.latest, types.has('Resolved') ? 'resolved' : 'open'],
    ...[resolved?.outcome, sector, region, JSON.stringify(disputes), title, null],
    ...[aware, involved, involvedAfterCall, unionsCalled],
    ...[last.position, recorded, settledAt(history)],
    ...[first.position, Date.parse(first.recordedAt)],
  );
  const lastYear = new Date(Math.max(recorded, settledAt(history))).getUTCFullYear();
  const level = (unionId: string, at: number) => levelAt(directory.get(unionId)!, at);
  for (const engagement of engagementsOf(history, level)) {
    const { unionId, departments, reasons, clocks } = engagement;
    const region = directory.get(unionId)!.region;
    lines.engagements += line(
      ...[state.caseId, unionId, engagement.level, sector, region],
      ...[state.timeZone, lastYear, JSON.stringify(departments), JSON.stringify(reasons)],
      ...MEASURES.flatMap((measure) => clockCells(clocks[measure], state.timeZone)),
      false,
    );
    for (const measure of MEASURES) {
      const [outcome, low, high] = clockCells(clocks[measure], state.timeZone);
      const counted = outcome === 'censored' && clocks.first_reply?.end === 'open' ? 'silent' : outcome;
      const place = [
        measure,
        engagement.level,
        unionId,
        sector ?? 'unknown',
        region ?? 'unknown',
        state.timeZone,
        lastYear,
      ];
      const cell = [...place, counted, low ?? 0, high ?? 0].join('\t');
      counts.set(cell, (counts.get(cell) ?? 0) + 1);
    }
  }
}

function clockCells(clock: Clock | null, timeZone: string): Cell[] {
  if (!clock) return ['not_started', null, null];
  const { start, end, days, cause } = clock;
  if (end === 'open') return ['censored', localDayOf(timeZone, start.earliest), localDayOf(timeZone, start.latest - 1)];
  return [clock.class ?? `competing:${cause}`, days?.low, days?.high];
}

function writeCounts(lines: Lines, counts: ReadonlyMap<string, number>, position: string): void {
  const places = new Map<string, Map<string, [low: number, high: number, n: number][]>>();
  for (const [cell, n] of counts) {
    const parts = cell.split('\t');
    const [outcome, low, high] = parts.splice(7) as [string, string, string];
    const place = parts.join('\t');
    const outcomes = places.get(place) ?? new Map<string, [number, number, number][]>();
    places.set(place, outcomes.set(outcome, [...(outcomes.get(outcome) ?? []), [Number(low), Number(high), n]]));
  }
  for (const [place, outcomes] of places) {
    const sorted = [...outcomes].sort(([a], [b]) => (a < b ? -1 : 1));
    const inOrder = sorted.map(([name, threes]) => [name, threes.sort((a, b) => a[0] - b[0] || a[1] - b[1]).flat()]);
    lines.clock_counts += line(...place.split('\t'), position, JSON.stringify(Object.fromEntries(inOrder)));
  }
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
