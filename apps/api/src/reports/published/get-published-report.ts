import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  pinOf,
  publicationView,
  ReadModels,
  reproductionOf,
  type PublicationView,
  type Reproduction,
  type ResponseTimesReport,
} from '#read-models';
import type { ReadQuery } from '../../http/read-query.js';
import { PublishedReports } from './published-reports.js';

/** A published report, computed again in its frame. */
export interface PublishedReportView extends PublicationView, Reproduction {
  readonly body: ResponseTimesReport;
}

export class GetPublishedReport extends Query<PublishedReportView> {
  constructor(
    readonly reportId: string,
    readonly asked: ReadQuery,
  ) {
    super();
  }
}

@QueryHandler(GetPublishedReport)
export class GetPublishedReportHandler implements IQueryHandler<GetPublishedReport> {
  constructor(
    private readonly published: PublishedReports,
    private readonly readModels: ReadModels,
  ) {}

  async execute({ reportId, asked }: GetPublishedReport): Promise<PublishedReportView> {
    const { publication, position } = await this.published.get(reportId);
    const body = await this.readModels.pinnedTo(pinOf(asked.pin)).republish(publication, position);
    return { ...publicationView(publication), ...reproductionOf(publication, body), body };
  }
}
