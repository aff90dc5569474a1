import type { Served } from '#projections';

/** How far the tables of cases have come. */
export type Reached = Pick<Served, 'position'>;
