import { countedBy, type EventStore, type Position } from '#event-store';
import { invalidFields } from '../problems/problem-of.js';

/**
 * Compared with positions of this log, one of another would lie before or behind all of them.
 * @throws Problem naming the field whose position counts something else than those of this log
 */
export function requireOfThisLog({ unit }: EventStore, field: string, position: Position): void {
  if (countedBy(position)?.unit === unit) return;
  const message = `${field} is of another log: this one writes its positions in another way`;
  throw invalidFields([{ field, message }]);
}
