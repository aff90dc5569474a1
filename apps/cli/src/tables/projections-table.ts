import type { ProjectionStatus } from '#projections';
import { duration } from './duration.js';
import { table } from './table.js';

/** Where each projection is, and why one stands still. */
export function projectionsTable(list: readonly ProjectionStatus[]): string {
  const head = ['projection', 'version', 'serves', 'state', 'position', 'behind', 'built at', 'left', 'skipped'];
  const rows = list.map(
    ({ name, version, build, active, state, completing, position, lag, pace, secondsLeft, skipped }) => [
      name,
      build > 1 ? `${version}, build ${build}` : `${version}`,
      active ? 'yes' : '',
      completing === null ? state : `${state} (${Math.floor(completing * 100)}%)`,
      position ?? '-',
      state === 'retired' ? '-' : (lag.behind ?? (lag.behindBytes === undefined ? 'yes' : `${lag.behindBytes} bytes`)),
      pace ? `${pace.perSecond} ${pace.unit}/s` : '-',
      secondsLeft === null ? '' : duration(secondsLeft),
      skipped,
    ],
  );
  return [table(head, rows), ...list.flatMap(failureOf)].join('\n');
}

function failureOf({ name, version, failure }: ProjectionStatus): string[] {
  if (!failure) return [];
  const { type, eventId, position, message, at } = failure;
  const where = eventId === null ? '' : ` on ${type} ${eventId} at position ${position}`;
  return [`${name} ${version} failed${where} (${at}): ${message}`];
}
