import type { EntityManager } from 'typeorm';
import { PublishedReportEntity } from '../entities/published-report.entity.js';
import { publicationView, type PublicationView } from '../publications/publication-view.js';
import { decodeCursor, pageOf, type PageOf } from './page.js';

export interface PublishedReportsQuery {
  readonly cursor?: string;
  readonly limit: number;
}

/** The latest publication first. @throws InvalidCursor */
export async function findPublishedReports(
  db: EntityManager,
  { cursor, limit }: PublishedReportsQuery,
): Promise<PageOf<PublicationView>> {
  const found = db.getRepository(PublishedReportEntity).createQueryBuilder('r');
  if (cursor !== undefined) {
    const [position] = decodeCursor(cursor, ['string']);
    found.where('r.position < :position', { position });
  }
  const rows = await found
    .orderBy('r.position', 'DESC')
    .take(limit + 1)
    .getMany();
  return pageOf(
    rows,
    limit,
    ({ position }) => [position],
    ({ publication }) => publicationView(publication),
  );
}
