import type { ProjectionControl, RowDifference, VersionsCompared } from '#projections';
import { limitOf } from '../http/read-query.js';
import type { DiffQuery } from './diff-query.js';

/** Some of the rows that differ, and how many there are of each table. */
export interface Comparison extends VersionsCompared {
  readonly items: readonly RowDifference[];
}

export async function compared(projections: ProjectionControl, name: string, query: DiffQuery): Promise<Comparison> {
  const most = limitOf(query);
  const items: RowDifference[] = [];
  const comparing = projections.diff({ name, one: Number(query.one), other: Number(query.other) });
  for (;;) {
    const { done, value } = await comparing.next();
    if (done) return { ...value, items };
    if (items.length < most) items.push(value);
  }
}
