import type pg from 'pg';
import type { Statement } from './sql.js';

/** Text, or PostgreSQL's binary form of the parameter. */
export type Parameter = string | Buffer | null;

/** A row as PostgreSQL writes its columns in text. */
export type Row = readonly (string | null)[];

/**
 * A statement that each connection prepares once, and whose columns we know. The driver's own query asks for their
 * description on every call and looks up a parser for each: on both sides a good part of what a short query costs.
 */
export class PreparedQuery implements pg.Submittable {
  /** Read by the driver, which keeps account of what a connection has prepared. */
  readonly name: string;
  readonly text: string;
  private readonly rows: Row[] = [];

  private constructor(
    statement: Statement,
    private readonly parameters: readonly Parameter[],
    private readonly done: (error: Error | undefined, rows: Row[]) => void,
  ) {
    this.name = statement.name;
    this.text = statement.text;
  }

  static run(client: pg.ClientBase, statement: Statement, parameters: readonly Parameter[]): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      client.query(new PreparedQuery(statement, parameters, (error, rows) => (error ? reject(error) : resolve(rows))));
    });
  }

  submit(connection: pg.Connection): void {
    const { name, text } = this;
    const prepared = (connection as unknown as { parsedStatements: Record<string, string> }).parsedStatements;
    connection.stream.cork();
    if (prepared[name] === undefined) connection.parse({ name, text, types: [] }, true);
    connection.bind({ statement: name, values: this.parameters as (string | Buffer | null)[] }, true);
    connection.execute({}, true);
    connection.sync();
    connection.stream.uncork();
  }

  handleDataRow({ fields }: { fields: Row }): void {
    this.rows.push(fields);
  }

  handleError(error: Error): void {
    this.done(error, []);
  }

  handleReadyForQuery(): void {
    this.done(undefined, this.rows);
  }

  handleRowDescription(): void {}
  handleCommandComplete(): void {}
}
