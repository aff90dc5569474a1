import { PROJECTIONS } from '#read-models';
import { bringUpToDate } from '../bring-up-to-date.js';
import { collectSooner } from '../collect-sooner.js';
import { EXIT, type ExitStatus } from '../exit-status.js';
import { inWorkplace } from '../workplace.js';
import { requireProjection } from './known-projection.js';

/** Builds one projection, or all, anew from the log, beside the tables that serve until then. */
export async function rebuildCommand(name: string | undefined, signal: AbortSignal): Promise<ExitStatus> {
  if (name !== undefined) requireProjection(name);
  collectSooner(200);
  const names = name === undefined ? PROJECTIONS.map((projection) => projection.name) : [name];
  return inWorkplace(async (workplace) => {
    for (const each of names) await workplace.projections.rebuild(each);
    const done = await bringUpToDate(workplace, signal, `rebuilding ${names.join(', ')}`);
    if (done) console.log(`rebuilt ${names.join(', ')}`);
    return done ? EXIT.done : EXIT.partly;
  });
}
