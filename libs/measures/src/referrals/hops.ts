import type { Bounds } from '#time';
import type { CaseHistory, HistoryStep } from '../case-history.js';
import { sinceFirst } from '../since-first.js';
import { endsCase } from '../undone.js';
import { isCall, isIntervention, replyClass, unionOf } from '../union-steps.js';

/** Through how many unions a worker was sent. */
export interface Hops {
  /** `acted`: until a union intervened. None has yet (`censored`), nor had when the case ended (`competing`): at least so many. */
  readonly end: 'acted' | 'competing' | 'censored';
  /** Unions that sent the worker away; bounds where dates leave open whether one did so before the first intervention. */
  readonly hops: Bounds;
}

/** @returns null where no union was called, nor sent the worker away */
export function hopsOf(history: CaseHistory): Hops | null {
  const deflections = history.steps.filter((step) => replyClass(step) === 'deflected');
  if (deflections.length === 0 && !history.steps.some(isCall)) return null;
  const acts = history.steps.filter(isIntervention);
  if (acts.length > 0) return { end: 'acted', hops: hopsBefore(history, acts, deflections) };
  const all = new Set(deflections.map(unionOf)).size;
  const ended = history.steps.some((step) => endsCase(history, step));
  return { end: ended ? 'competing' : 'censored', hops: { low: all, high: all } };
}

function hopsBefore(history: CaseHistory, acts: readonly HistoryStep[], deflections: readonly HistoryStep[]): Bounds {
  const certainly = new Set<string | undefined>();
  const possibly = new Set<string | undefined>();
  for (const step of deflections) {
    const { low, high } = sinceFirst(history, acts, step);
    if (high < 0) certainly.add(unionOf(step));
    if (low < 0) possibly.add(unionOf(step));
  }
  return { low: certainly.size, high: possibly.size };
}
