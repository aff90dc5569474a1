import type { Referral } from './referral.js';

/** A way round: each union sent the worker to the next, and the last back to the first. */
export interface ReferralLoop {
  /** Of the deflection that closed it. */
  readonly stepId: string;
  /** From the union that the worker was sent back to, to the one that sent them back. */
  readonly unionIds: readonly string[];
}

/**
 * The loops among the referrals of one case: whenever a union is the first time sent to by another that it had sent to
 * before, itself or through others, the shortest way round. Each referral closes one at most, and a pair counts once, so
 * that they stay few however often unions send to each other.
 * @param referrals in order of occurrence
 */
export function loopsAmong(referrals: readonly Referral[]): ReferralLoop[] {
  const sentTo = new Map<string, Set<string>>();
  const loops: ReferralLoop[] = [];
  for (const { stepId, from, to, name } of referrals) {
    if (to !== 'union' || name === null || name === from || sentTo.get(from)?.has(name)) continue;
    const unionIds = shortestWay(sentTo, name, from);
    if (unionIds) loops.push({ stepId, unionIds });
    sentTo.set(from, (sentTo.get(from) ?? new Set()).add(name));
  }
  return loops;
}

/** The unions on a shortest way, both ends included. */
function shortestWay(sentTo: ReadonlyMap<string, ReadonlySet<string>>, start: string, end: string) {
  const cameFrom = new Map<string, string | null>([[start, null]]);
  for (const at of cameFrom.keys()) {
    if (at === end) return wayTo(cameFrom, end);
    for (const next of sentTo.get(at) ?? []) if (!cameFrom.has(next)) cameFrom.set(next, at);
  }
  return undefined;
}

function wayTo(cameFrom: ReadonlyMap<string, string | null>, end: string): string[] {
  const way: string[] = [];
  for (let at: string | null = end; at !== null; at = cameFrom.get(at)!) way.unshift(at);
  return way;
}
