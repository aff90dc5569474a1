import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadModels, type ReportChanges } from '#read-models';
import { PublishedReports } from './published-reports.js';

export class GetReportChanges extends Query<ReportChanges> {
  constructor(readonly reportId: string) {
    super();
  }
}

@QueryHandler(GetReportChanges)
export class GetReportChangesHandler implements IQueryHandler<GetReportChanges> {
  constructor(
    private readonly published: PublishedReports,
    private readonly readModels: ReadModels,
  ) {}

  async execute({ reportId }: GetReportChanges): Promise<ReportChanges> {
    const { publication, position } = await this.published.get(reportId);
    return this.readModels.changesOf(publication, position, Date.now());
  }
}
