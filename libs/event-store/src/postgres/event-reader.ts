import { isPassing } from '#postgres';
import { toPosition } from '../position.js';
import type { RecordedEvent } from '../port.js';
import { PAGE_BYTES } from '../read-bounds.js';
import { recordedEvent } from '../recorded-event.js';
import { textArray } from './binary-array.js';
import type { Database } from './database.js';
import type { Parameter, Row } from './prepared-query.js';
import { retrying } from '../retrying.js';
import { statement, type Statement } from './sql.js';

const HEAD = statement('head');
const STREAM_HEAD = statement('stream_head');
const READ_LOG = statement('read_log');
const READ_LOG_BACKWARDS = statement('read_log_backwards');
const READ_LOG_OF_TYPES = statement('read_log_of_types');
const READ_STREAM = statement('read_stream');
const READ_STREAM_BACKWARDS = statement('read_stream_backwards');

/** Events numbered without gaps: the log by position, a stream by revision. */
export interface Sequence {
  /** The events with numbers in [start, end), or the first of them in the direction of reading. */
  read(start: number, end: number, backwards: boolean): Promise<EventRange>;
  /** The number after the last event's. */
  end(): Promise<number>;
}

export interface EventRange {
  readonly events: RecordedEvent[];
  /** How many numbers were looked at; fewer than asked for where the sequence ends, or where the page was full. */
  readonly seen: number;
  /** The page was full. */
  readonly full: boolean;
  /** Of the events that were looked at first and last; undefined where there was none. */
  readonly firstId: string | undefined;
  readonly lastId: string | undefined;
}

/** Reads that are repeated while their failures pass, for as long as `retryFor` ms. */
export class EventReader {
  constructor(
    private readonly database: Database,
    private readonly retryFor: number,
  ) {}

  /** The log; its first number is 1. */
  readonly log: Sequence = {
    read: async (start, end, backwards) =>
      rangeOf(await this.query(backwards ? READ_LOG_BACKWARDS : READ_LOG, bounds(start, end))),
    end: () => this.endOf(HEAD, [], 1),
  };

  /** The log, less the events of other types; forwards only. */
  logOf(types: readonly string[]): Sequence {
    const wanted = new Set(types);
    return {
      read: async (start, end) => {
        const rows = await this.query(READ_LOG_OF_TYPES, [...bounds(start, end), textArray(types)]);
        const last = rows.at(-1);
        const seen = last ? Number(last[0]) + 1 - start : 0;
        const kept = rows.filter((row) => wanted.has(row[4]!));
        return rangeOf(rows, seen, kept);
      },
      end: () => this.log.end(),
    };
  }

  stream(stream: string): Sequence {
    return {
      read: async (start, end, backwards) =>
        rangeOf(await this.query(backwards ? READ_STREAM_BACKWARDS : READ_STREAM, [...bounds(start, end), stream])),
      end: () => this.endOf(STREAM_HEAD, [stream], 0),
    };
  }

  /** @param first the number of a first event */
  private async endOf(statement: Statement, of: string[], first: number): Promise<number> {
    const [row] = await this.query(statement, of);
    return row ? Number(row[0]) + 1 : first;
  }

  private query(statement: Statement, parameters: readonly Parameter[]): Promise<Row[]> {
    const deadline = Date.now() + this.retryFor;
    return retrying(deadline, isPassing, () => this.database.query(statement, parameters, Date.now() + this.retryFor));
  }
}

function bounds(start: number, end: number): string[] {
  return [String(start), String(end), String(PAGE_BYTES)];
}

/**
 * @param rows the first and the last event of what was looked at, and those between them that may be wanted
 * @param seen how many events were looked at
 */
function rangeOf(rows: readonly Row[], seen = rows.length, wanted = rows): EventRange {
  const [firstId, lastId] = [rows[0], rows.at(-1)].map((row) => row?.[3] ?? undefined);
  return { events: wanted.map(recorded), seen, full: isFull(rows), firstId, lastId };
}

function isFull(rows: readonly Row[]): boolean {
  let [units, bytes] = [0, 0];
  for (const row of rows) units += row[5]!.length + row[6]!.length;
  // A code unit is three bytes at most, so that few pages have to be counted out.
  if (units * 3 < PAGE_BYTES) return false;
  for (const row of rows) bytes += Buffer.byteLength(row[5]!) + Buffer.byteLength(row[6]!);
  return bytes >= PAGE_BYTES;
}

function recorded(row: Row): RecordedEvent {
  const [position, stream, revision, id, type, data, metadata] = row as EventRow;
  const place = { id, type, stream, revision: Number(revision), position: toPosition(position) };
  return recordedEvent(place, { data, metadata });
}

type EventRow = readonly [
  position: string,
  stream: string,
  revision: string,
  id: string,
  type: string,
  data: string,
  metadata: string,
];
