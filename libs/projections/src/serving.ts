import type { Position } from '#event-store';
import { NotServed } from './errors.js';
import type { ProjectionState } from './state.js';

/** What queries read of a projection. */
export interface Served {
  readonly name: string;
  readonly version: number;
  readonly state: ProjectionState;
  /** Everything up to here is in its tables; '' before the first event. */
  readonly position: Position;
  /** When the end of the log was first reached, and the tables were complete; null before. */
  readonly bootedAt: string | null;
  /** What unqualified names of its tables stand for. */
  readonly schema: string;
}

/** Runs a statement within the reader's transaction. */
export type Query = (text: string, values: unknown[]) => Promise<readonly Served[]>;

/** What keeps the tables of a build from being dropped while somebody reads them. */
export const READERS_LOCK = `hashtextextended('recourse readers of ' || schema, 0)`;

/** Of a pinned version the build that serves, else the one that came furthest. */
const PINNED = `build = (
  SELECT build FROM projections.projections o
  WHERE o.name = p.name AND o.version = p.version AND o.schema IS NOT NULL AND o.state <> 'retired'
  ORDER BY active DESC, booted_at DESC NULLS LAST, build DESC LIMIT 1)`;

/** The path of all is set once for each row: it is the same each time. */
const SERVE = `
  WITH serving AS MATERIALIZED (
    SELECT name, version, state, position, booted_at::text, schema, pg_advisory_xact_lock_shared(${READERS_LOCK})
    FROM projections.projections p
    WHERE name = ANY ($1) AND schema IS NOT NULL
      AND CASE WHEN $2::jsonb ? name THEN version = ($2::jsonb ->> name)::integer AND ${PINNED} ELSE active END)
  SELECT name, version, state, position, booted_at AS "bootedAt", schema,
    set_config('search_path', (SELECT string_agg(quote_ident(schema), ', ') FROM serving), true)
  FROM serving`;

/**
 * Makes unqualified names of tables mean those that serve now, until the end of the transaction, which this should be the
 * first statement of: whatever takes over meanwhile, it goes on with what it began with. Nothing waits for it but the
 * dropping of those tables.
 * @param versions to read in place of those that serve, by name
 * @throws NotServed
 */
export async function readServing(
  query: Query,
  names: readonly string[],
  versions: Readonly<Record<string, number>> = {},
): Promise<ReadonlyMap<string, Served>> {
  const rows = await query(SERVE, [names, JSON.stringify(versions)]);
  const served = new Map(rows.map((row) => [row.name, row]));
  for (const name of names) if (!served.has(name)) throw new NotServed(name, versions[name]);
  return served;
}
