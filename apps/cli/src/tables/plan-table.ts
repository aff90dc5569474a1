import type { Plan } from '#projections';
import { duration } from './duration.js';
import { table } from './table.js';

const ACTIONS: Readonly<Record<Plan['action'], string>> = {
  build: 'build beside it, then take over',
  go_on: 'go on building, then take over',
  follow: 'go on: it serves',
  stand_back: 'nothing: a later version serves',
};

/** What a program would do with each projection, and about how long that takes. */
export function planTable(plans: readonly Plan[]): string {
  const head = ['projection', 'serves', 'this program has', 'it would', 'behind', 'about'];
  const rows = plans.map(({ name, version, serving, action, ahead, seconds }) => [
    name,
    serving ?? '-',
    version,
    serving === null && action === 'build' ? 'build, and serve at once' : ACTIONS[action],
    ahead.behind ?? (ahead.behindBytes === undefined ? '-' : `${ahead.behindBytes} bytes`),
    seconds === null ? 'not measured yet' : duration(seconds),
  ]);
  return table(head, rows);
}
