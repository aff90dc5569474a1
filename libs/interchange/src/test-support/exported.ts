import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { EventStore } from '#event-store';
import { exportLog, type ExportRequest } from '../export/export-log.js';
import type { ExportFormat } from '../export/export-format.js';

/** When tests look at a ledger, whatever the clock says. */
export const AS_OF = Date.parse('2022-06-30T16:00:00Z');

/** What an export writes, and its manifest. */
export async function exported(store: EventStore, format: ExportFormat, request: Partial<ExportRequest> = {}) {
  const output = new PassThrough();
  const [bytes, manifest] = await Promise.all([
    buffer(output),
    exportLog(store, { ...requestFor(format), ...request }, { output }, { version: 'test' }),
  ]);
  return { bytes, text: bytes.toString('utf8'), manifest };
}

export function requestFor(format: ExportFormat): ExportRequest {
  return { format, table: 'events', traces: 'cases', upcast: false, conditions: {}, asOf: AS_OF };
}
