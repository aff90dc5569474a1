import { isoInterval } from '../iso.js';
import { refusal } from '../refusals.js';
import { occurrenceOf } from '../timeline.js';
import type { Rule } from './proposal.js';

/** What the content of any step may say of unions. */
interface NamesUnions {
  readonly unionId?: string;
  readonly deflectedTo?: { readonly unionId?: string };
  readonly creditedTo?: readonly { readonly unionId?: string }[];
}

export const unionsMustBeKnown: Rule = (step, { context }) => {
  const { unionId, deflectedTo, creditedTo = [] } = step.content as NamesUnions;
  for (const id of [unionId, deflectedTo?.unionId, ...creditedTo.map((credit) => credit.unionId)]) {
    if (id === undefined) continue;
    const union = context.union(id);
    if (!union || union.revision < 0) throw refusal('unknown_union', `there is no union ${id}`, { unionId: id });
  }
};

/** A union that closed may still be credited, or named by another that does not know. */
export const unionMustNotHaveClosed: Rule = (step, { after, context }) => {
  const { unionId } = step.content as NamesUnions;
  const closed = unionId === undefined ? undefined : context.union(unionId)?.closed;
  if (!closed || occurrenceOf(after.chronology, step).earliest < closed.latest) return;
  throw refusal('union_closed', `union ${unionId} had closed before`, { unionId, closed: isoInterval(closed) });
};

export const unionMustNotDeflectToItself: Rule = (step) => {
  const { unionId, deflectedTo } = step.content as NamesUnions;
  if (unionId === undefined || deflectedTo?.unionId !== unionId) return;
  throw refusal('deflected_to_itself', `union ${unionId} cannot send a worker to itself`, { unionId });
};
