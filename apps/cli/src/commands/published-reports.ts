import { v7 } from 'uuid';
import { LastEventMissing, lastEventBy, locatePublication, type LocatedPublication } from '#ledger';
import {
  computedPublication,
  publicationView,
  reproductionOf,
  ResponseTimesRequest,
  type PublicationView,
  type ReportChanges,
} from '#read-models';
import { isId } from '#unions';
import { EXIT, type ExitStatus } from '../exit-status.js';
import { CommandFailed, wrongUsage } from '../failure.js';
import { orWrongUsage, requestOf } from '../asked.js';
import { inJson, reporting } from '../reports/reporting.js';
import { namesOf, namesOfUnions } from '../reports/union-names.js';
import { changesText } from '../tables/changes-text.js';
import { publicationText, publicationsTable, reproductionText } from '../tables/publication-text.js';
import { responseTimesText } from '../tables/response-times-text.js';
import type { Workplace } from '../workplace.js';

/** Whoever may use this machine's ledger, as in the API until there is authentication. */
const CALLER = 'local';

interface Shown {
  readonly json?: boolean;
  /** What to read in place of the tables that serve. */
  readonly pin?: string;
}

export type PublishOptions = Omit<Shown, 'pin'> & {
  readonly title?: string;
  readonly note?: string;
  readonly curve?: boolean;
} & {
  readonly [parameter: string]: string | boolean | undefined;
};

/** Computes how long the unions took, and records for good what the figures stand on. */
export function publishResponseTimes(options: PublishOptions, signal: AbortSignal): Promise<ExitStatus> {
  const { json, title, note, curve, ...parameters } = options;
  const request = { ...parameters, ...(curve && { curve: 'true' }) } as Record<string, string>;
  const checked = requestOf(ResponseTimesRequest, request);
  return reporting({ signal }, async ({ ledger, readModels, store }) => {
    const compute = async () => {
      const report = await readModels.responseTimes(checked, Date.now());
      return computedPublication(report, await lastEventBy(store, report.frame.position));
    };
    const asked = {
      report: 'response-times' as const,
      request,
      ...(title !== undefined && { title }),
      ...(note !== undefined && { note }),
    };
    const report = { reportId: v7(), stepId: v7(), asked };
    const context = { recordedBy: CALLER, correlationId: v7() };
    const view = publicationView(await orWrongUsage(() => ledger.publish(report, compute, context)));
    return json ? inJson(view) : publicationText(view);
  });
}

const AT_A_TIME = 1_000;

/** All published reports, the latest first. */
export function listPublishedReports({ json, pin }: Shown, signal: AbortSignal): Promise<ExitStatus> {
  return reporting({ signal, pin }, async ({ readModels }) => {
    const items: PublicationView[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await readModels.findPublishedReports({ limit: AT_A_TIME, ...(cursor && { cursor }) });
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return json ? inJson({ items }) : publicationsTable(items);
  });
}

/** A published report, computed again; the exit status tells whether it came out the same. */
export async function showPublishedReport(
  reportId: string,
  { json, pin }: Shown,
  signal: AbortSignal,
): Promise<ExitStatus> {
  requireId(reportId);
  let isSame = false;
  const status = await reporting({ signal, pin }, async (workplace) => {
    const { publication, position } = await located(workplace, reportId);
    const body = await workplace.readModels.republish(publication, position);
    const [view, reproduction] = [publicationView(publication), reproductionOf(publication, body)];
    isSame = reproduction.reproduced;
    if (json) return inJson({ ...view, ...reproduction, body });
    const names = await namesOfUnions(body, workplace.readModels);
    return [publicationText(view), reproductionText(reproduction), '', responseTimesText(body, names)].join('\n');
  });
  return isSame ? status : EXIT.partly;
}

/** What was recorded since and changes a published report's figures. */
export async function reportChangesOf(
  reportId: string,
  { json, pin }: Shown,
  signal: AbortSignal,
): Promise<ExitStatus> {
  requireId(reportId);
  return reporting({ signal, pin }, async (workplace) => {
    const changes = await allChanges(workplace, await located(workplace, reportId));
    if (json) return inJson(changes);
    const unionIds = changes.items.flatMap(({ unionId, step }) => [unionId, step.unionId]);
    return changesText(changes, await namesOf(unionIds, workplace.readModels));
  });
}

function requireId(reportId: string): void {
  if (!isId(reportId)) throw wrongUsage(`${reportId} is no id of a report: "recourse report published" lists them`);
}

/** Page by page, all compared on the same. */
async function allChanges(
  { readModels }: Workplace,
  { publication, position }: LocatedPublication,
): Promise<Omit<ReportChanges, 'nextCursor'>> {
  const ask = (cursor?: string) =>
    readModels.changesOf(publication, position, { limit: AT_A_TIME, ...(cursor && { cursor }) }, Date.now());
  const { nextCursor, ...changes } = await ask();
  const items = [...changes.items];
  for (let cursor = nextCursor; cursor !== null;) {
    const page = await ask(cursor);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return { ...changes, items };
}

async function located({ ledger, store }: Workplace, reportId: string): Promise<LocatedPublication> {
  const found = await locatePublication(ledger, store, reportId).catch((error: unknown) => {
    throw error instanceof LastEventMissing ? new CommandFailed(error.message, EXIT.unavailable) : error;
  });
  if (!found) throw wrongUsage(`there is no published report ${reportId}: "recourse report published" lists them`);
  return found;
}
