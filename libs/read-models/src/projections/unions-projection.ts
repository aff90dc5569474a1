import type { ClientBase } from 'pg';
import type { RecordedEvent } from '#event-store';
import type { Projection, ProjectionRun } from '#projections';
import { existsFrom, UNION_EVENTS, type UnionState } from '#unions';
import type { Cell } from './copy-lines.js';
import { searchText, sortKey } from '../views/union-names.js';
import { replaceUnions, UnionHistories } from './union-histories.js';

const COLUMNS = ['union_id', 'levels', 'level_since', 'sector', 'region', 'search', 'sort_key', 'history'] as const;

/** Fills `unions`, the directory. */
export const unionsProjection: Projection = {
  name: 'unions',
  version: 3,
  types: new Set(Object.keys(UNION_EVENTS)),

  async start(db: ClientBase): Promise<ProjectionRun> {
    const unions = await UnionHistories.load(db, 'unions');
    return {
      async apply(events: readonly RecordedEvent[], tx: ClientBase): Promise<void> {
        const rows = [...unions.evolve(events)].map((id) => unionRow(unions.states.get(id)!, unions.history(id)));
        await replaceUnions(tx, 'unions', COLUMNS, rows);
      },
    };
  },

  async create(tx: ClientBase): Promise<void> {
    await tx.query(`
      CREATE TABLE unions (
        union_id uuid PRIMARY KEY,
        levels text[] NOT NULL, level_since bigint[] NOT NULL,
        sector text, region text,
        search text NOT NULL,
        sort_key text NOT NULL COLLATE "C",
        history jsonb NOT NULL
      );
      CREATE INDEX unions_by_name ON unions (sort_key, union_id)`);
  },
};

function unionRow(state: UnionState, history: readonly object[]): Cell[] {
  const { unionId, levels, sector, region } = state;
  const since = levels.map(({ from }) => (from ? from.earliest : existsFrom(state)));
  return [
    unionId,
    arrayText(levels.map(({ level }) => level)),
    arrayText(since),
    sector ?? null,
    region ?? null,
    searchText(state),
    sortKey(state),
    history,
  ];
}

/** An array as PostgreSQL reads it, of what needs no quotes. */
function arrayText(items: readonly (string | number)[]): string {
  return `{${items.join(',')}}`;
}
