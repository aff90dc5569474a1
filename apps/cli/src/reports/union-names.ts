import type { ReadModels, ResponseTimesReport } from '#read-models';

/** Groups of unions have ids for keys, which tell a reader nothing. */
export function namesOfUnions({ groups }: ResponseTimesReport, readModels: ReadModels): Promise<Map<string, string>> {
  return namesOf(
    groups.map(({ key }) => key.union),
    readModels,
  );
}

/** Names by id, of the unions that there are. */
export async function namesOf(
  unionIds: readonly (string | null | undefined)[],
  readModels: ReadModels,
): Promise<Map<string, string>> {
  const now = Date.now();
  const ids = new Set(unionIds.filter((id) => typeof id === 'string'));
  const unions = await Promise.all([...ids].map((id) => readModels.getUnion(id, now)));
  return new Map(unions.flatMap((union) => (union ? [[union.unionId, union.names.en ?? union.names.zh ?? '']] : [])));
}
