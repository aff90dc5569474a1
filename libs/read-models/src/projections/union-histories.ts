import type { ClientBase } from 'pg';
import type { RecordedEvent } from '#event-store';
import { upcastUnion } from '#ledger';
import { foldUnion, type RecordedUnionEvent, type UnionState } from '#unions';
import { copyLine, copyLines, type Cell } from './copy-lines.js';

/** The folded unions of one projection and the events they came from, kept in memory: there are few of them. */
export class UnionHistories {
  readonly states = new Map<string, UnionState>();
  private readonly histories = new Map<string, RecordedUnionEvent[]>();

  static async load(db: ClientBase, table: 'unions' | 'engaged_unions'): Promise<UnionHistories> {
    const { rows } = await db.query<{ union_id: string; history: RecordedUnionEvent[] }>(
      `SELECT union_id, history FROM ${table}`,
    );
    const loaded = new UnionHistories();
    for (const { union_id: unionId, history } of rows) loaded.set(unionId, history);
    return loaded;
  }

  /** Takes in a batch; returns the ids of the unions it touched. */
  evolve(events: readonly RecordedEvent[]): Set<string> {
    const touched = new Set<string>();
    for (const event of events) {
      const unionId = unionIdOf(event.stream);
      this.histories.set(unionId, [...this.history(unionId), upcastUnion(event)]);
      touched.add(unionId);
    }
    for (const unionId of touched) this.set(unionId, this.history(unionId));
    return touched;
  }

  history(unionId: string): readonly RecordedUnionEvent[] {
    return this.histories.get(unionId) ?? [];
  }

  private set(unionId: string, history: readonly RecordedUnionEvent[]): void {
    this.histories.set(unionId, [...history]);
    this.states.set(unionId, foldUnion(unionId, history));
  }
}

export function unionIdOf(stream: string): string {
  return stream.slice('union-'.length);
}

/** Writes the rows of some unions anew. */
export async function replaceUnions(
  tx: ClientBase,
  table: 'unions' | 'engaged_unions',
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(`DELETE FROM ${table} WHERE union_id = ANY ($1::uuid[])`, [rows.map(([id]) => id)]);
  await copyLines(tx, table, columns, rows.map(copyLine));
}
