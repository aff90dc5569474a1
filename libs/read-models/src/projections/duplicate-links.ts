import type { ClientBase } from 'pg';
import type { CaseLines } from './case-lines.js';
import { ROW_COLUMNS, type CountChanges, type EngagementRow } from './count-changes.js';

/**
 * Whether the engagements of a case are left out of the figures depends on another case: the one that it is linked to as
 * its duplicate, which must be there and be no duplicate itself. Links that lead to no case, or to each other, leave
 * nobody out: no case may vanish.
 */
export class DuplicateLinks {
  private readonly touched = new Set<string>();

  /** @param originals the cases that any was ever linked to */
  private constructor(private readonly originals: Set<string>) {}

  /** Of a ledger of which no case is written yet. */
  static none(): DuplicateLinks {
    return new DuplicateLinks(new Set());
  }

  static async load(db: ClientBase): Promise<DuplicateLinks> {
    const { rows } = await db.query<{ duplicate_of: string }>(
      'SELECT DISTINCT duplicate_of FROM cases WHERE duplicate_of IS NOT NULL',
    );
    return new DuplicateLinks(new Set(rows.map(({ duplicate_of: original }) => original)));
  }

  /** Takes note of a case that is about to be written. */
  touch(caseId: string, before: CaseLines | undefined, after: CaseLines): void {
    if (after.duplicateOf) this.originals.add(after.duplicateOf);
    if (after.duplicateOf || before?.duplicateOf || this.originals.has(caseId)) this.touched.add(caseId);
  }

  /** Once the cases are written: says of each engagement whether it is left out. @param counts hears of each that turns */
  async settle(tx: ClientBase, counts?: CountChanges): Promise<void> {
    if (this.touched.size === 0) return;
    const settled = { name: 'settle_duplicates', text: SETTLE, values: [[...this.touched]], rowMode: 'array' as const };
    const { rows } = await tx.query<EngagementRow>(settled);
    if (counts) for (const row of rows) counts.turnRow(row);
    this.touched.clear();
  }
}

const SETTLE = `
  WITH linked AS (
    SELECT c.case_id, EXISTS (SELECT FROM cases original
                              WHERE original.case_id = c.duplicate_of AND original.duplicate_of IS NULL) AS is_duplicate
    FROM cases c WHERE c.case_id = ANY ($1::uuid[]) OR c.duplicate_of = ANY ($1::uuid[])
  )
  UPDATE engagements e SET is_duplicate = linked.is_duplicate FROM linked
  WHERE e.case_id = linked.case_id AND e.is_duplicate <> linked.is_duplicate
  RETURNING ${ROW_COLUMNS}`;
