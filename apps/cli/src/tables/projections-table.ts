import type { ProjectionStatus } from '#projections';
import { table } from './table.js';

/** Where each projection is, and why one stands still. */
export function projectionsTable(list: readonly ProjectionStatus[]): string {
  const head = ['projection', 'version', 'state', 'position', 'behind', 'skipped'];
  const rows = list.map(({ name, version, state, position, lag, skipped }) => [
    name,
    version,
    state,
    position ?? '-',
    lag.behind ?? (lag.behindBytes === undefined ? 'yes' : `${lag.behindBytes} bytes`),
    skipped,
  ]);
  return [table(head, rows), ...list.flatMap(failureOf)].join('\n');
}

function failureOf({ name, failure }: ProjectionStatus): string[] {
  if (!failure) return [];
  const { type, eventId, position, message, at } = failure;
  const where = eventId === null ? '' : ` on ${type} ${eventId} at position ${position}`;
  return [`${name} failed${where} (${at}): ${message}`];
}
