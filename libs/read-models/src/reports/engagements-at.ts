import { engagementsOf, type Compete, type Engagement } from '#measures';
import type { Opening } from '#cases';
import { levelAt, type UnionState } from '#unions';
import type { CaseAtFrame } from './cases-at.js';

/** An engagement as a frame has it, with what it is grouped by. */
export interface EngagementAtFrame extends Engagement {
  readonly caseId: string;
  /** Of the case. */
  readonly sector: string | null;
  /** Of the union. */
  readonly region: string | null;
  readonly timeZone: string;
}

/** The engagements of a case, in the order in which the unions appeared. */
export function engagementsAt(
  { caseId, state, history }: CaseAtFrame,
  unions: ReadonlyMap<string, UnionState>,
  compete: readonly Compete[] = [],
): EngagementAtFrame[] {
  const { sector = null } = history.opening!.content as Opening;
  const level = (unionId: string, at: number) => {
    const union = unions.get(unionId);
    return union ? levelAt(union, at) : null;
  };
  return engagementsOf(history, level, compete).map((engagement) => {
    const region = unions.get(engagement.unionId)?.region ?? null;
    return { ...engagement, caseId, sector, region, timeZone: state.timeZone };
  });
}
