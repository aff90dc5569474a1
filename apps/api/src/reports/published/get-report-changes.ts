import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { pinOf, ReadModels, type ReportChanges } from '#read-models';
import { limitOf, type PageQuery } from '../../http/read-query.js';
import { PublishedReports } from './published-reports.js';

export class GetReportChanges extends Query<ReportChanges> {
  constructor(
    readonly reportId: string,
    readonly asked: PageQuery,
  ) {
    super();
  }
}

@QueryHandler(GetReportChanges)
export class GetReportChangesHandler implements IQueryHandler<GetReportChanges> {
  constructor(
    private readonly published: PublishedReports,
    private readonly readModels: ReadModels,
  ) {}

  async execute({ reportId, asked }: GetReportChanges): Promise<ReportChanges> {
    const { publication, position } = await this.published.get(reportId);
    const page = { ...(asked.cursor !== undefined && { cursor: asked.cursor }), limit: limitOf(asked) };
    return this.readModels.pinnedTo(pinOf(asked.pin)).changesOf(publication, position, page, Date.now());
  }
}
