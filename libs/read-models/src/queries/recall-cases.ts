import { In, type EntityManager } from 'typeorm';
import type { CaseState } from '#cases';
import { TimelineEntity } from '../entities/timeline.entity.js';
import { foldTimeline } from '../timeline-event.js';

/** Folded cases by id; those that the read model does not have are left out. */
export async function recallCases(db: EntityManager, caseIds: readonly string[]): Promise<Map<string, CaseState>> {
  const rows = await db.getRepository(TimelineEntity).find({
    where: { caseId: In([...caseIds]) },
    order: { caseId: 'ASC', revision: 'ASC' },
  });
  const byCase = new Map<string, TimelineEntity[]>(caseIds.map((caseId) => [caseId, []]));
  for (const row of rows) byCase.get(row.caseId)!.push(row);
  return new Map([...byCase].filter(([, own]) => own.length > 0).map(([id, own]) => [id, foldTimeline(id, own)]));
}
