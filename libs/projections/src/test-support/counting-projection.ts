import type { ClientBase } from 'pg';
import type { RecordedEvent } from '#event-store';
import type { Boot, Projection, ProjectionRun, Window } from '../projection.js';

export interface CountingOptions {
  readonly name?: string;
  readonly version?: number;
  readonly types?: readonly string[];
  readonly window?: Partial<Window>;
  /** Called before each batch is written, and may throw. */
  readonly beforeApply?: (events: readonly RecordedEvent[], tx: ClientBase, booting: boolean) => unknown;
  /** Called in the transaction that reaches the end of the log for the first time, and may throw. */
  readonly boot?: (tx: ClientBase, boot: Boot) => Promise<void>;
  /** Called before each start, and may throw. */
  readonly beforeStart?: (tx: ClientBase) => unknown;
}

/**
 * Writes a row for each event, with a number that it counts in memory: an event handled twice breaks the primary key,
 * and memory that survives a rollback breaks the numbers.
 */
export class CountingProjection implements Projection {
  readonly name: string;
  readonly version: number;
  readonly types: readonly string[];
  readonly window: Partial<Window> | undefined;

  constructor(private readonly options: CountingOptions = {}) {
    this.name = options.name ?? 'counting';
    this.version = options.version ?? 1;
    this.types = options.types ?? ['Counted'];
    this.window = options.window;
  }

  /** Of the first build. */
  get table(): string {
    return `${this.name}_${this.version}.${this.name}`;
  }

  async create(tx: ClientBase): Promise<void> {
    await tx.query(
      `CREATE TABLE ${this.name} (position text PRIMARY KEY, event_id text NOT NULL, number integer NOT NULL)`,
    );
  }

  async start(tx: ClientBase): Promise<ProjectionRun> {
    await this.options.beforeStart?.(tx);
    const { rows } = await tx.query<{ count: number }>(`SELECT count(*)::integer AS count FROM ${this.name}`);
    let { count } = rows[0]!;
    return {
      apply: async (events, tx, booting) => {
        const first = count + 1;
        count += events.length;
        await this.options.beforeApply?.(events, tx, booting);
        await tx.query(
          `INSERT INTO ${this.name} SELECT position, id, $3 + ordinal - 1
           FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS t (position, id, ordinal)`,
          [events.map(({ position }) => position), events.map(({ id }) => id), first],
        );
      },
      boot: this.options.boot,
    };
  }
}
