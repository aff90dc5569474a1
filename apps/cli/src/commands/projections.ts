import {
  NoPrimaryKey,
  NotServed,
  OtherVersion,
  UnknownVersion,
  WrongProjectionState,
  type RowDifference,
  type VersionsCompared,
} from '#projections';
import { bringUpToDate } from '../bring-up-to-date.js';
import { EXIT, type ExitStatus } from '../exit-status.js';
import { CommandFailed, wrongUsage } from '../failure.js';
import { diffTotals, differenceLine } from '../tables/diff-text.js';
import { planTable } from '../tables/plan-table.js';
import { projectionsTable } from '../tables/projections-table.js';
import { atProjections, inWorkplace } from '../workplace.js';
import { requireProjection } from './known-projection.js';

export async function listProjections({ json = false }: { readonly json?: boolean }): Promise<ExitStatus> {
  return inWorkplace(async ({ projections }) => {
    const list = await projections.list();
    console.log(json ? JSON.stringify({ items: list }, undefined, 2) : projectionsTable(list));
    return EXIT.done;
  });
}

/** What a deploy of this program would build, before anything of it begins. */
export async function planProjections({ json = false }: { readonly json?: boolean }): Promise<ExitStatus> {
  return atProjections(async (projections) => {
    const plans = await projections.plan();
    console.log(json ? JSON.stringify({ items: plans }, undefined, 2) : planTable(plans));
    return EXIT.done;
  });
}

const DONE = {
  retry: 'tries again',
  skip: 'goes on after the event it failed over, which its tables lack until it is rebuilt',
  pause: 'is paused',
  resume: 'goes on',
} as const;

export type ProjectionOperation = keyof typeof DONE;

/** Changes what one projection does. What then goes on is done here and now, unless a server is at it. */
export async function operateProjection(
  operation: ProjectionOperation,
  name: string,
  version: string | undefined,
  signal: AbortSignal,
): Promise<ExitStatus> {
  requireProjection(name);
  const named = version === undefined ? undefined : versionIn(version);
  return inWorkplace(async (workplace) => {
    await workplace.projections[operation](name, named).catch(inOneLine);
    console.log(`${named === undefined ? name : `${name} ${named}`} ${DONE[operation]}`);
    if (operation === 'pause') return EXIT.done;
    return (await bringUpToDate(workplace, signal)) ? EXIT.done : EXIT.partly;
  });
}

/** Drops the tables of a version that does not serve. */
export async function retireProjection(name: string, version: string): Promise<ExitStatus> {
  requireProjection(name);
  const retired = versionIn(version);
  return inWorkplace(async ({ projections }) => {
    await projections.retire(name, retired).catch(inOneLine);
    console.log(`${name} ${retired} is retired; its tables are dropped as soon as nobody reads them`);
    return EXIT.done;
  });
}

export interface DiffOptions {
  readonly limit: string;
  readonly json?: boolean;
}

/** The rows that two versions do not have alike: some of them, and how many there are. Exit status 1 when there are any. */
export async function diffProjection(
  name: string,
  one: string,
  other: string,
  { limit, json = false }: DiffOptions,
  signal: AbortSignal,
): Promise<ExitStatus> {
  requireProjection(name);
  const most = wholeNumber('--limit', limit);
  const question = { name, one: versionIn(one), other: versionIn(other) };
  return atProjections(async (projections) => {
    const comparing = projections.diff(question);
    const compared = await tell(comparing, most, json, signal).catch(inOneLine);
    console.log(json ? JSON.stringify(compared) : diffTotals(question, compared));
    return isAlike(compared) ? EXIT.done : EXIT.partly;
  });
}

async function tell(
  comparing: AsyncGenerator<RowDifference, VersionsCompared, undefined>,
  most: number,
  json: boolean,
  signal: AbortSignal,
): Promise<VersionsCompared> {
  for (let told = 0; ; told++) {
    const { done, value } = await comparing.next();
    if (done) return value;
    if (signal.aborted) {
      await comparing.return(undefined as never);
      signal.throwIfAborted();
    }
    if (told < most) console.log(json ? JSON.stringify(value) : differenceLine(value));
  }
}

function isAlike({ tables, tablesOnlyInOne, tablesOnlyInOther }: VersionsCompared): boolean {
  const counts = tables.flatMap((table) => [
    table.onlyInOne + table.onlyInOther + table.differing,
    table.columnsOnlyInOne.length + table.columnsOnlyInOther.length,
  ]);
  return counts.every((count) => count === 0) && tablesOnlyInOne.length + tablesOnlyInOther.length === 0;
}

function versionIn(text: string): number {
  return wholeNumber('the version', text);
}

function wholeNumber(what: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw wrongUsage(`${what} must be a whole number, not ${text}`);
  return Number(text);
}

const REFUSED = [WrongProjectionState, UnknownVersion, OtherVersion, NotServed, NoPrimaryKey];

function inOneLine(error: unknown): never {
  if (REFUSED.some((type) => error instanceof type)) throw new CommandFailed((error as Error).message, EXIT.partly);
  throw error;
}
