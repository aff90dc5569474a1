import type { ClientBase } from 'pg';
import type { RecordedEvent } from '#event-store';
import type { Projection, ProjectionRun } from '#projections';
import { UNION_EVENTS, type UnionState } from '#unions';
import type { Cell } from './copy-lines.js';
import { replaceUnions, UnionHistories } from './union-histories.js';

const COLUMNS = ['union_id', 'level', 'sector', 'region', 'search', 'sort_key', 'history'] as const;

/** Fills `unions`, the directory. */
export const unionsProjection: Projection = {
  name: 'unions',
  version: 1,
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

  async reset(tx: ClientBase): Promise<void> {
    await tx.query('TRUNCATE read_models.unions');
  },
};

function unionRow(state: UnionState, history: readonly object[]): Cell[] {
  const { unionId, levels, sector, region, names } = state;
  const sortKey = names.en ?? names.zh ?? unionId;
  return [unionId, levels.at(-1)?.level ?? null, sector ?? null, region ?? null, searchText(state), sortKey, history];
}

/** Every name the union ever had, one a line, so that a search finds it by an old one too. */
function searchText({ namings }: UnionState): string {
  const all = namings.flatMap(({ names, aliases }) => [names.zh, names.en, ...aliases]);
  return [...new Set(all.filter((name) => name !== undefined))].join('\n').toLowerCase();
}
