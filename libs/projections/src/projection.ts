import type { ClientBase } from 'pg';
import type { Position, RecordedEvent } from '#event-store';

/** A projection at work. What it holds in memory is dropped, and the projection started anew, after any failure. */
export interface ProjectionRun {
  /**
   * Turns a batch, which is never empty and in the order of the log, into writes. Everything goes through `tx`, which
   * is already in a transaction and commits together with the checkpoint; no other connection, no COMMIT, no COPY left
   * open. An error that does not pass by itself makes the batch smaller until one event is found guilty.
   * @param booting the end of the log has not been reached yet: nobody reads the tables, which may wait for `boot`
   */
  apply(events: readonly RecordedEvent[], tx: ClientBase, booting: boolean): Promise<void>;
  /**
   * Completes the tables when they have reached the end of the log for the first time, in one transaction.
   * @throws PoisonEvent to name an event, applied before, that it fails over
   */
  boot?(tx: ClientBase, boot: Boot): Promise<void>;
}

/** What is known where the end of the log is reached for the first time. */
export interface Boot {
  /** Of the last event applied. */
  readonly position: Position;
  /** Where the events are that were skipped: those that `boot` failed over were applied before. */
  readonly skipped: readonly Position[];
  /** Takes how much of the work is done, 0 to 1; to be called every now and then. @throws when the engine is to stop */
  readonly onProgress: (done: number) => void;
}

/** What a batch should not exceed by more than a page. */
export interface Window {
  readonly events: number;
  /** Approximate size of the events' content as text. */
  readonly bytes: number;
}

/** What of a table says how it came to be filled, not what with: two builds of one log may have it differently. */
export interface Bookkeeping {
  /** Columns, none of them of the primary key. */
  readonly columns: readonly string[];
  /** A row stands for nothing where this column, as text, says so: a build may as well lack it. */
  readonly nothing?: { readonly column: string; readonly text: string };
}

/** A name, a version, the event types it reads, and a function from batches of events to writes. */
export interface Projection {
  readonly name: string;
  /**
   * To be raised when the tables would come out differently: a new version is built beside the one that serves, and
   * takes over when it has reached the end of the log.
   */
  readonly version: number;
  readonly types: ReadonlySet<string> | readonly string[];
  /** Gets ready to go on from where the tables are; they stand still while it does. */
  start(tx: ClientBase): ProjectionRun | Promise<ProjectionRun>;
  /**
   * Makes its tables, indexes and views in the schema that unqualified names stand for in all its transactions. Each
   * build has a schema of its own; no two projections may have tables of one name, for queries read them all on one path.
   */
  create(tx: ClientBase): Promise<void>;
  /** Default: 20,000 events, 16 MB. Read ahead is as much again. */
  readonly window?: Partial<Window>;
  /** By table: left out when builds are compared. */
  readonly bookkeeping?: Readonly<Record<string, Bookkeeping>>;
}
