import type { EntityManager } from 'typeorm';
import { isEdgeFigure, REFERRALS, type Fact } from '#measures';
import type { Instant } from '#time';
import { unionOn, type Level, type UnionState } from '#unions';
import type { Frame } from '../reports/frame.js';
import { framedView, type FramedView } from '../reports/framed-view.js';
import { unionsAt } from '../reports/unions-at.js';
import type { CaseFilter } from './case-filter.js';
import { factsAddress } from './facts-address.js';
import { factsOfCases } from './facts-of-cases.js';

/** A union at one end of an edge, as it is at `asOf`; null where the directory does not have it. */
export interface EdgeEnd {
  readonly name: string | null;
  readonly level: Level | null;
}

/** All referrals from one union to one target. */
export interface ReferralEdge {
  readonly from: string;
  readonly fromUnion: EdgeEnd;
  /** `union`, `agency`, `nobody`... */
  readonly to: string;
  /** The union's id or the agency's code; null where it was not named, and where there is but one. */
  readonly target: string | null;
  /** Null unless the target is a union that was named. */
  readonly targetUnion: EdgeEnd | null;
  readonly referrals: number;
  readonly cases: number;
  readonly drillDown: string;
}

export interface ReferralEdges {
  readonly filter: CaseFilter;
  readonly frame: FramedView;
  /** Those with the most referrals first. */
  readonly edges: readonly ReferralEdge[];
}

interface Counted {
  readonly fact: Fact;
  readonly caseIds: Set<string>;
  referrals: number;
}

/** The graph of who sends workers to whom. */
export async function referralEdges(db: EntityManager, frame: Frame, filter: CaseFilter): Promise<ReferralEdges> {
  const counted = new Map<string, Counted>();
  for await (const cases of factsOfCases(db, frame, REFERRALS, filter)) {
    for (const fact of cases.flatMap(({ facts }) => facts)) if (isEdgeFigure(fact.figure)) count(counted, fact);
  }
  const unions = await unionsAt(db, frame);
  const view = framedView(frame);
  const edges = [...counted].map(([figure, { fact, caseIds, referrals }]): ReferralEdge => {
    const { to, name } = fact.detail as { to: string; name: string | null };
    return {
      from: fact.unionId!,
      fromUnion: endOf(unions, fact.unionId!, frame.asOf),
      to,
      target: name,
      targetUnion: to === 'union' && name !== null ? endOf(unions, name, frame.asOf) : null,
      referrals,
      cases: caseIds.size,
      drillDown: factsAddress(REFERRALS.name, figure, filter, view),
    };
  });
  return { filter, frame: view, edges: edges.sort(byReferrals) };
}

function count(counted: Map<string, Counted>, fact: Fact): void {
  const { figure, caseId } = fact;
  const known = counted.get(figure) ?? { fact, caseIds: new Set(), referrals: 0 };
  known.referrals++;
  known.caseIds.add(caseId);
  counted.set(figure, known);
}

function endOf(unions: ReadonlyMap<string, UnionState>, unionId: string, at: Instant): EdgeEnd {
  const union = unions.get(unionId);
  if (!union) return { name: null, level: null };
  const { names, level } = unionOn(union, at);
  return { name: names.en ?? names.zh ?? null, level };
}

function byReferrals(a: ReferralEdge, b: ReferralEdge): number {
  return b.referrals - a.referrals || (a.drillDown < b.drillDown ? -1 : 1);
}
