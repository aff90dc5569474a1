import type { Served } from '#projections';

/** How far the tables of cases have come, and when they were first complete. */
export type Reached = Pick<Served, 'position' | 'bootedAt'>;
