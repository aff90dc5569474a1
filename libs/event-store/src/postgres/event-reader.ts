import { toPosition } from '../position.js';
import type { RecordedEvent } from '../port.js';
import type { Database } from './database.js';
import type { Row } from './prepared-query.js';
import { retrying } from './retrying.js';
import { statement, type Statement } from './sql.js';

const HEAD = statement('head');
const STREAM_HEAD = statement('stream_head');
const READ_LOG = statement('read_log');
const READ_LOG_BACKWARDS = statement('read_log_backwards');
const READ_STREAM = statement('read_stream');
const READ_STREAM_BACKWARDS = statement('read_stream_backwards');

/** Events numbered without gaps: the log by position, a stream by revision. */
export interface Sequence {
  /** The events with numbers in [start, end). */
  read(start: number, end: number, backwards: boolean): Promise<EventRange>;
  /** The number after the last event's. */
  end(): Promise<number>;
}

export interface EventRange {
  readonly events: RecordedEvent[];
  /** Length of their texts. */
  readonly size: number;
}

/** Reads that are repeated while their failures pass, for as long as `retryFor` ms. */
export class EventReader {
  constructor(
    private readonly database: Database,
    private readonly retryFor: number,
  ) {}

  /** The log; its first number is 1. */
  readonly log: Sequence = {
    read: (start, end, backwards) => this.read(backwards ? READ_LOG_BACKWARDS : READ_LOG, [], start, end),
    end: () => this.endOf(HEAD, [], 1),
  };

  stream(stream: string): Sequence {
    return {
      read: (start, end, backwards) => this.read(backwards ? READ_STREAM_BACKWARDS : READ_STREAM, [stream], start, end),
      end: () => this.endOf(STREAM_HEAD, [stream], 0),
    };
  }

  private async read(statement: Statement, of: string[], start: number, end: number): Promise<EventRange> {
    const rows = await this.query(statement, [...of, String(start), String(end)]);
    let size = 0;
    const events = rows.map((row) => {
      const [position, stream, revision, id, type, data, metadata] = row as readonly string[] as EventRow;
      size += data.length + metadata.length;
      return {
        id,
        type,
        data: JSON.parse(data),
        metadata: JSON.parse(metadata),
        stream,
        revision: Number(revision),
        position: toPosition(position),
      };
    });
    return { events, size };
  }

  /** @param first the number of a first event */
  private async endOf(statement: Statement, of: string[], first: number): Promise<number> {
    const [row] = await this.query(statement, of);
    return row ? Number(row[0]) + 1 : first;
  }

  private query(statement: Statement, parameters: readonly string[]): Promise<Row[]> {
    const deadline = Date.now() + this.retryFor;
    return retrying(deadline, () => this.database.query(statement, parameters, Date.now() + this.retryFor));
  }
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
