import type { UnionState } from '#unions';

/** Every name the union ever had, one a line, so that a search finds it by an old one too. */
export function searchText({ namings }: UnionState): string {
  const all = namings.flatMap(({ names, aliases }) => [names.zh, names.en, ...aliases]);
  return [...new Set(all.filter((name) => name !== undefined))].join('\n').toLowerCase();
}

/** What lists of unions go by. */
export function sortKey({ unionId, names }: UnionState): string {
  return names.en ?? names.zh ?? unionId;
}
