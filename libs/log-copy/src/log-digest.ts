import { createHash } from 'node:crypto';
import type { RecordedEvent } from '#event-store';

/** What a log holds, in three figures. */
export interface LogSummary {
  readonly events: number;
  readonly streams: number;
  /** SHA-256 over every event in the order of the log, in hexadecimal; positions do not count. */
  readonly digest: string;
}

/** Takes in the events of a log in their order; its memory does not grow with them. */
export class LogDigest {
  events = 0;
  private streams = 0;
  private readonly hash = createHash('sha256');

  /** Three lines of UTF-8 for each event: a JSON array of stream, revision, id and type; its data; its metadata. */
  add({ stream, revision, id, type, json }: RecordedEvent): void {
    this.hash.update(`${JSON.stringify([stream, revision, id, type])}\n${json.data}\n${json.metadata}\n`);
    this.events += 1;
    // Each stream has one event that begins it.
    if (revision === 0) this.streams += 1;
  }

  summary(): LogSummary {
    return { events: this.events, streams: this.streams, digest: this.hash.copy().digest('hex') };
  }
}
