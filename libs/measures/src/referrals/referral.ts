import type { Agency, Deflected, Direction } from '#cases';
import type { Interval } from '#time';
import type { CaseHistory } from '../case-history.js';

/** Where a worker can be sent. */
export const DESTINATIONS = ['union', 'agency', 'arbitration', 'court', 'lawyer', 'worker', 'nobody'] as const;
export type Destination = (typeof DESTINATIONS)[number];

/** Whom a union sent the worker to. */
export interface Target {
  readonly to: Destination;
  /** The union's id or the agency's code; null where it was not named, and where there is but one. */
  readonly name: string | null;
}

/** A union sending the worker away. */
export interface Referral extends Target {
  /** Of the deflection. */
  readonly stepId: string;
  /** The union. */
  readonly from: string;
  readonly at: Interval;
  readonly direction: Direction | null;
}

/** Every time that a union sent the worker away, in order of occurrence. */
export function referralsOf({ steps }: CaseHistory): Referral[] {
  return steps
    .filter(({ type }) => type === 'Deflected')
    .map(({ stepId, content, interval: at }) => {
      const deflected = content as Deflected;
      const direction = deflected.direction ?? null;
      return { stepId, from: deflected.unionId, at, direction, ...targetOf(deflected) };
    });
}

/** The one named, or else the kind that the direction tells. */
function targetOf({ deflectedTo, direction }: Deflected): Target {
  if (deflectedTo?.unionId !== undefined) return { to: 'union', name: deflectedTo.unionId };
  if (deflectedTo?.agency !== undefined) return OWN_KIND[deflectedTo.agency] ?? agency(deflectedTo.agency);
  return { to: direction === undefined ? 'nobody' : KIND_OF[direction], name: null };
}

const agency = (name: Agency): Target => ({ to: 'agency', name });

/** Agencies that a direction has a word of its own for. */
const OWN_KIND: Readonly<Partial<Record<Agency, Target>>> = {
  labour_dispute_arbitration_committee: { to: 'arbitration', name: null },
  court: { to: 'court', name: null },
  lawyer: { to: 'lawyer', name: null },
};

const KIND_OF: Readonly<Record<Direction, Destination>> = {
  up: 'union',
  down: 'union',
  sideways: 'union',
  to_administration: 'agency',
  to_arbitration: 'arbitration',
  to_court: 'court',
  to_lawyer: 'lawyer',
  to_worker: 'worker',
};
