import type { Tabulation } from '#measures';
import {
  CasesRequest,
  referralEdgesCsv,
  responseTimesCsv,
  ResponseTimesRequest,
  tabulatedBody,
  tabulatedCsv,
  type FactsPage,
  type FactView,
  type ReadModels,
} from '#read-models';
import { orWrongUsage, requestOf } from '../asked.js';
import type { ExitStatus } from '../exit-status.js';
import { inJson, reporting } from '../reports/reporting.js';
import { namesOf, namesOfUnions } from '../reports/union-names.js';
import { factsText } from '../tables/facts-text.js';
import { responseTimesText } from '../tables/response-times-text.js';
import { tabulatedText } from '../tables/tabulated-text.js';

interface Shown {
  readonly json?: boolean;
  readonly csv?: boolean;
  /** What to read in place of the tables that serve. */
  readonly pin?: string;
}

/** What the API takes, by the names of the options. */
export type ResponseTimesOptions = Shown & { readonly curve?: boolean } & Readonly<Record<string, string | boolean>>;

export async function reportResponseTimes(options: ResponseTimesOptions, signal: AbortSignal): Promise<ExitStatus> {
  const { json, csv, pin, curve, ...asked } = options;
  const request = requestOf(ResponseTimesRequest, { ...asked, ...(curve && { curve: 'true' }) });
  return reporting({ signal, pin }, async ({ readModels }) => {
    const report = await orWrongUsage(() => readModels.responseTimes(request, Date.now()));
    if (json) return inJson(report);
    return csv
      ? responseTimesCsv(report).trimEnd()
      : responseTimesText(report, await namesOfUnions(report, readModels));
  });
}

export type TabulationOptions = Shown & { readonly figure?: string } & Readonly<Record<string, string | boolean>>;

export function reportTabulation(
  tabulation: Tabulation,
  { json, csv, pin, figure, ...asked }: TabulationOptions,
  signal: AbortSignal,
): Promise<ExitStatus> {
  return reporting({ signal, pin }, async ({ readModels }) => {
    const request = requestOf(CasesRequest, asked);
    if (figure !== undefined) {
      const facts = await orWrongUsage(() => allFacts(readModels, tabulation, figure, request));
      return json
        ? inJson(facts)
        : factsText(
            facts,
            await namesOf(
              facts.map(({ unionId }) => unionId),
              readModels,
            ),
          );
    }
    const report = await orWrongUsage(() => readModels.tabulate(tabulation, request, Date.now()));
    if (json) return inJson(tabulatedBody(report));
    return csv ? tabulatedCsv(report).trimEnd() : tabulatedText(tabulation, report);
  });
}

export function reportReferralEdges(
  { json, pin, ...asked }: TabulationOptions,
  signal: AbortSignal,
): Promise<ExitStatus> {
  return reporting({ signal, pin }, async ({ readModels }) => {
    const request = requestOf(CasesRequest, asked);
    const edges = await orWrongUsage(() => readModels.referralEdges(request, Date.now()));
    return json ? inJson(edges) : referralEdgesCsv(edges).trimEnd();
  });
}

const FACTS_AT_A_TIME = 1_000;

/** Page by page, in the frame of the first. */
async function allFacts(
  readModels: ReadModels,
  tabulation: Tabulation,
  figure: string,
  request: CasesRequest,
): Promise<FactView[]> {
  const facts: FactView[] = [];
  const now = Date.now();
  let page: FactsPage | undefined;
  do {
    const rest = page && { cursor: page.nextCursor!, position: page.frame.position };
    page = await readModels.listFacts(tabulation, { ...request, figure, limit: FACTS_AT_A_TIME, ...rest }, now);
    facts.push(...page.items);
  } while (page.nextCursor !== null);
  return facts;
}
