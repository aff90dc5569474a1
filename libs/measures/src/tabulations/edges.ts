import type { Referral } from '../referrals/index.js';
import { DESTINATIONS, type Destination } from '../referrals/index.js';

const EDGE = /^edge\.[\w-]{1,64}\.([a-z]+)(?:\.([\w-]{1,64}))?$/;

/** The figure of those that lead from one union to the same target: `edge.<union>.<kind>` and, where it has one, its name. */
export function edgeFigure({ from, to, name }: Pick<Referral, 'from' | 'to' | 'name'>): string {
  return ['edge', from, to, ...(name === null ? [] : [name])].join('.');
}

/** Whether a figure is that of an edge, of which there are as many as unions have to send to. */
export function isEdgeFigure(figure: string): boolean {
  const [, to] = EDGE.exec(figure) ?? [];
  return DESTINATIONS.includes(to as Destination);
}
