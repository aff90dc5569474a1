import { sameContent } from '#cases';
import type { Command, KnownEvent } from './aggregate.js';

/** Whether a command asks for what was recorded under its id; a date that recording filled in does not count. */
export function isRetry(known: KnownEvent, command: Command): boolean {
  const { occurredAt } = known.content as { occurredAt?: string };
  return known.type === command.type && sameContent(known.content, { occurredAt, ...command.content });
}
