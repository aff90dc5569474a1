import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  publicationView,
  ReadModels,
  reproductionOf,
  type PublicationView,
  type Reproduction,
  type ResponseTimesReport,
} from '#read-models';
import { PublishedReports } from './published-reports.js';

/** A published report, computed again in its frame. */
export interface PublishedReportView extends PublicationView, Reproduction {
  readonly body: ResponseTimesReport;
}

export class GetPublishedReport extends Query<PublishedReportView> {
  constructor(readonly reportId: string) {
    super();
  }
}

@QueryHandler(GetPublishedReport)
export class GetPublishedReportHandler implements IQueryHandler<GetPublishedReport> {
  constructor(
    private readonly published: PublishedReports,
    private readonly readModels: ReadModels,
  ) {}

  async execute({ reportId }: GetPublishedReport): Promise<PublishedReportView> {
    const { publication, position } = await this.published.get(reportId);
    const body = await this.readModels.republish(publication, position);
    return { ...publicationView(publication), ...reproductionOf(publication, body), body };
  }
}
