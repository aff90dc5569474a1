import { StoreUnavailable } from '../errors.js';
import type { Parameter, Row } from './prepared-query.js';
import { Session } from './session.js';
import type { Statement } from './sql.js';

/** A few sessions on one database; the one used last is used next. */
export class Database {
  private readonly idle: Session[];
  private readonly waiting: ((session: Session) => void)[] = [];
  private closed = false;

  constructor(
    url: string,
    private readonly sessions: number,
  ) {
    this.idle = Array.from({ length: sessions }, () => new Session(url));
  }

  /** See Session.query. @throws StoreUnavailable after close */
  async query(statement: Statement, parameters: readonly Parameter[], deadline: number): Promise<Row[]> {
    if (this.closed) throw new StoreUnavailable('the store is closed');
    const session = await this.take();
    try {
      return await session.query(statement, parameters, deadline);
    } finally {
      const next = this.waiting.shift();
      if (next) next(session);
      else this.idle.push(session);
    }
  }

  /** Lets no new query in, and closes each session when its queries are answered. */
  async close(): Promise<void> {
    this.closed = true;
    for (let open = this.sessions; open > 0; open--) await (await this.take()).close();
  }

  private async take(): Promise<Session> {
    return this.idle.pop() ?? (await new Promise<Session>((resolve) => this.waiting.push(resolve)));
  }
}
