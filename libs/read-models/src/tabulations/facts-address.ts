import type { FramedView } from '../reports/framed-view.js';
import type { CaseFilter } from './case-filter.js';

/** Address of exactly the facts that a figure counts, as they are in the report's frame. */
export function factsAddress(name: string, figure: string, filter: CaseFilter, frame: FramedView): string {
  const { asOf, knownAt, position, pin } = frame;
  const query = new URLSearchParams({ figure, ...filter, asOf, knownAt, ...(position !== '' && { position }) });
  if (pin !== undefined) query.set('pin', pin);
  return `/v1/reports/${name}/facts?${query.toString()}`;
}
