import { PROJECTIONS } from '#read-models';
import { wrongUsage } from '../failure.js';

export function requireProjection(name: string): void {
  const known = PROJECTIONS.map((projection) => projection.name);
  if (!known.includes(name)) throw wrongUsage(`there is no projection ${name}: there are ${known.join(', ')}`);
}
