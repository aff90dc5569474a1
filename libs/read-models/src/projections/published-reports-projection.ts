import type { ClientBase } from 'pg';
import type { RecordedEvent } from '#event-store';
import { upcastPublication } from '#ledger';
import type { Projection } from '#projections';
import { PUBLICATION_EVENTS } from '#publications';
import { copyLine, copyLines } from './copy-lines.js';

/** Fills `published_reports`, a row for each. */
export const publishedReportsProjection: Projection = {
  name: 'published_reports',
  version: 2,
  types: new Set(Object.keys(PUBLICATION_EVENTS)),

  start: () => ({
    async apply(events: readonly RecordedEvent[], tx: ClientBase): Promise<void> {
      const rows = events.map(upcastPublication).map((one) => copyLine([one.reportId, one.position, one]));
      await copyLines(tx, 'published_reports', ['report_id', 'position', 'publication'], rows);
    },
  }),

  async create(tx: ClientBase): Promise<void> {
    await tx.query(`
      CREATE TABLE published_reports (
        report_id uuid PRIMARY KEY,
        position text NOT NULL COLLATE "C",
        publication jsonb NOT NULL
      );
      CREATE INDEX published_reports_by_position ON published_reports (position)`);
  },
};
