import type { Database, Statement } from 'node-sqlite3-wasm';

/** Few enough to be sorted in a cache of some megabytes; 500 such runs are what SQLite merges at once. */
const RUN_ROWS = 100_000;

export type SqlCell = string | number | null;

/**
 * Rows that come in any order and go into a table in the order of its primary key: as sorted runs in a database attached
 * as `runs`, which are merged at the end. An index made at the end instead is sorted in memory, however many rows
 * it has, since SQLite has no temporary files as WebAssembly.
 */
export class SortedRows {
  private insertion: Statement | undefined;
  private runs = 0;
  private rows = 0;

  /**
   * @param columns of the table, in their order
   * @param key how many of the first are its primary key
   * @param runRows rows of a run
   */
  constructor(
    private readonly database: Database,
    private readonly table: string,
    private readonly columns: readonly string[],
    private readonly key: number,
    private readonly runRows = RUN_ROWS,
  ) {}

  /** @throws SQLite3Error when a row of this run has the same key */
  add(cells: readonly SqlCell[]): void {
    if (this.rows++ % this.runRows === 0) this.beginRun();
    this.insertion!.run([...cells]);
  }

  /** Fills the table. @throws SQLite3Error when two rows have the same key */
  finish(): void {
    this.close();
    if (this.runs === 0) return;
    const all = Array.from({ length: this.runs }, (_, run) => `SELECT * FROM ${this.nameOf(run)}`).join(' UNION ALL ');
    const order = Array.from({ length: this.key }, (_, index) => index + 1).join(', ');
    this.database.exec(`INSERT INTO "${this.table}" ${all} ORDER BY ${order}`);
  }

  close(): void {
    if (this.insertion) finalize(this.insertion);
    this.insertion = undefined;
  }

  private beginRun(): void {
    this.close();
    const name = this.nameOf(this.runs++);
    const { columns } = this;
    this.database.exec(`CREATE TABLE ${name} (${columns.map((column) => `${column} TEXT`).join(', ')},
      PRIMARY KEY (${columns.slice(0, this.key).join(', ')})) WITHOUT ROWID`);
    this.insertion = this.database.prepare(`INSERT INTO ${name} VALUES (${columns.map(() => '?').join(', ')})`);
  }

  private nameOf(run: number): string {
    return `runs."${this.table}_${run}"`;
  }
}

/** Frees a statement, which would tell the failure of its last step once more. */
export function finalize(statement: Statement): void {
  try {
    statement.finalize();
  } catch {
    // It is freed all the same.
  }
}
