import type { Measure } from '#measures';
import type { Grouping, ReadModels, ResponseTimes } from '#read-models';
import { bringUpToDate } from '../bring-up-to-date.js';
import { EXIT, type ExitStatus } from '../exit-status.js';
import { accountabilityTables } from '../tables/accountability-tables.js';
import { responseTimesTable } from '../tables/response-times-table.js';
import { inWorkplace } from '../workplace.js';

interface ReportOptions {
  readonly json?: boolean;
}

export interface ResponseTimesOptions extends ReportOptions {
  readonly groupBy: Grouping;
  readonly measure: Measure;
}

export function reportResponseTimes(options: ResponseTimesOptions, signal: AbortSignal): Promise<ExitStatus> {
  const { groupBy, measure, json } = options;
  return reporting(signal, async (readModels) => {
    const report = await readModels.responseTimes({ groupBy, measure });
    return json ? inJson(report) : responseTimesTable(report, await namesOfGroups(report, readModels));
  });
}

export function reportAccountability({ json }: ReportOptions, signal: AbortSignal): Promise<ExitStatus> {
  return reporting(signal, async (readModels) => {
    const report = await readModels.accountability();
    return json ? inJson(report) : accountabilityTables(report);
  });
}

/** Reports tell of all that is recorded; where a projection stands still, standard error says so. */
async function reporting(signal: AbortSignal, ask: (readModels: ReadModels) => Promise<string>): Promise<ExitStatus> {
  return inWorkplace(async (workplace) => {
    const upToDate = await bringUpToDate(workplace, signal);
    console.log(await ask(workplace.readModels));
    return upToDate ? EXIT.done : EXIT.partly;
  });
}

function inJson(report: object): string {
  return JSON.stringify(report, undefined, 2);
}

/** Groups of unions have ids for keys, which tell a reader nothing. */
async function namesOfGroups({ groupBy, groups }: ResponseTimes, readModels: ReadModels): Promise<Map<string, string>> {
  if (groupBy !== 'union') return new Map();
  const now = Date.now();
  const unions = await Promise.all(groups.map(({ key }) => readModels.getUnion(key, now)));
  return new Map(unions.flatMap((union) => (union ? [[union.unionId, union.names.en ?? union.names.zh ?? '']] : [])));
}
