import { MAX_CREDITS } from '#cases';
import { isId } from '#unions';
import type { Command } from './aggregate.js';

/** Where a content can name unions. What a correction carries may be anything: it is validated once its step is known. */
interface NamesUnions {
  readonly unionId?: unknown;
  readonly parentId?: unknown;
  readonly deflectedTo?: { readonly unionId?: unknown } | null;
  readonly creditedTo?: readonly ({ readonly unionId?: unknown } | null)[];
}

/** The ids of all unions that a content names, that of a correction included; what is no id is left to validation. */
export function unionsNamedIn({ content }: Pick<Command, 'content'>): string[] {
  const { content: replacement } = content as { readonly content?: NamesUnions | null };
  return [...namedIn(content), ...namedIn(replacement ?? {})].filter(isId);
}

function namedIn({ unionId, parentId, deflectedTo, creditedTo }: NamesUnions): unknown[] {
  // A longer list is refused later on, and should not be looked up before.
  const credits = Array.isArray(creditedTo) ? creditedTo.slice(0, MAX_CREDITS) : [];
  return [unionId, parentId, deflectedTo?.unionId, ...credits.map((credit) => credit?.unionId)];
}
