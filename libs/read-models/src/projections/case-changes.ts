import type { ClientBase } from 'pg';
import { CASE_COLUMNS, ENGAGEMENT_COLUMNS, TIMELINE_COLUMNS, type CaseLines } from './case-lines.js';
import { copyLines } from './copy-lines.js';
import { ROW_COLUMNS, type CountChanges, type EngagementRow } from './count-changes.js';

/** What a batch changes in the tables: rows to take out, and lines to put in. Rows that stay as they are cost nothing. */
export class CaseChanges {
  private readonly timelines: string[] = [];
  private readonly cases: string[] = [];
  private readonly engagements: string[] = [];
  private readonly staleCases: string[] = [];
  private readonly staleEngagements = { caseIds: [] as string[], unionIds: [] as string[] };
  /** Cases of which it is not known what the tables hold. */
  private readonly unknown: string[] = [];

  /** A new event of a case. */
  record(line: string): void {
    this.timelines.push(line);
  }

  /** A case whose rows are not in the tables yet. */
  add(after: CaseLines): void {
    this.cases.push(after.case);
    for (const line of after.engagements.values()) this.engagements.push(line);
  }

  /** A case that is in the tables in some form. */
  replace(caseId: string, after: CaseLines): void {
    this.unknown.push(caseId);
    this.add(after);
  }

  /** A case of which it is known what the tables hold. */
  change(caseId: string, before: CaseLines, after: CaseLines): void {
    if (before.case !== after.case) {
      this.staleCases.push(caseId);
      this.cases.push(after.case);
    }
    for (const [unionId, line] of after.engagements) {
      const old = before.engagements.get(unionId);
      if (old === line) continue;
      if (old !== undefined) this.takeOut(caseId, unionId);
      this.engagements.push(line);
    }
    for (const unionId of before.engagements.keys()) {
      if (!after.engagements.has(unionId)) this.takeOut(caseId, unionId);
    }
  }

  /** @param counts hears of every engagement that goes and comes; undefined while nobody counts */
  async write(tx: ClientBase, counts?: CountChanges): Promise<void> {
    await this.forget(tx, counts);
    await copyLines(tx, 'timelines', TIMELINE_COLUMNS, this.timelines);
    await copyLines(tx, 'cases', CASE_COLUMNS, this.cases);
    await copyLines(tx, 'engagements', ENGAGEMENT_COLUMNS, this.engagements);
    if (counts) for (const line of this.engagements) counts.addLine(line);
  }

  private takeOut(caseId: string, unionId: string): void {
    this.staleEngagements.caseIds.push(caseId);
    this.staleEngagements.unionIds.push(unionId);
  }

  private async forget(tx: ClientBase, counts: CountChanges | undefined): Promise<void> {
    const { caseIds, unionIds } = this.staleEngagements;
    if (this.unknown.length + this.staleCases.length + caseIds.length === 0) return;
    const values = [[...this.staleCases, ...this.unknown], this.unknown, caseIds, unionIds];
    const forgetting = { name: 'forget_case_rows', text: FORGET, values, rowMode: 'array' as const };
    const { rows } = await tx.query<EngagementRow>(forgetting);
    if (counts) for (const row of rows) counts.takeRow(row);
  }
}

const FORGET = `
  WITH c AS (DELETE FROM cases WHERE case_id = ANY ($1::uuid[])),
       whole AS (DELETE FROM engagements e WHERE case_id = ANY ($2::uuid[]) RETURNING ${ROW_COLUMNS}),
       single AS (DELETE FROM engagements e USING unnest($3::uuid[], $4::uuid[]) AS stale (case_id, union_id)
                  WHERE e.case_id = stale.case_id AND e.union_id = stale.union_id RETURNING ${ROW_COLUMNS})
  SELECT * FROM whole UNION ALL SELECT * FROM single`;
