import type { Grouping } from '#read-models';

const PARAMETER: Readonly<Record<Grouping, string>> = {
  level: 'level',
  union: 'unionId',
  sector: 'sector',
  region: 'region',
};

/** Address of the engagements that a report counted: under its own conditions, in one of its groups or in all. */
export function listBehind(
  conditions: Readonly<Record<string, string | undefined>>,
  group?: { readonly by: Grouping; readonly key: string },
): string {
  const given = Object.entries(conditions).filter(([, value]) => value !== undefined) as [string, string][];
  const query = new URLSearchParams(given);
  if (group) query.set(PARAMETER[group.by], group.key);
  return `/v1/engagements?${query.toString()}`;
}
