import type { EventStore } from '#event-store';
import { importFile, reportCasesFile, type LineError } from '#interchange';
import type { Ledger } from '#ledger';
import type { Logger } from 'pino';

/** What the ids of the published study's cases derive from; fixed, so that loading them again changes nothing. */
export const REPORT_CASES = 'report-cases';

/**
 * Loads the published study's cases and unions through the ledger. What is there already is left as it is, so a first
 * start that was cut short is made up for by the next one.
 */
export async function loadReportCases(ledger: Ledger, store: EventStore, log: Logger): Promise<void> {
  const onError = (error: LineError) => log.warn(error, 'a report case was not loaded');
  const { recorded, steps } = await importFile(reportCasesFile(), ledger, store, {
    source: REPORT_CASES,
    onError,
  });
  if (steps > 0) log.info({ recorded, steps }, 'loaded the report cases');
}
