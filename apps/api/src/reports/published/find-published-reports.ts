import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { pinOf, ReadModels, type PageOf, type PublicationView } from '#read-models';
import { limitOf, type PageQuery } from '../../http/read-query.js';

export class FindPublishedReports extends Query<PageOf<PublicationView>> {
  constructor(readonly asked: PageQuery) {
    super();
  }
}

@QueryHandler(FindPublishedReports)
export class FindPublishedReportsHandler implements IQueryHandler<FindPublishedReports> {
  constructor(private readonly readModels: ReadModels) {}

  execute({ asked }: FindPublishedReports): Promise<PageOf<PublicationView>> {
    const { cursor, pin } = asked;
    const readModels = this.readModels.pinnedTo(pinOf(pin));
    return readModels.findPublishedReports({ ...(cursor !== undefined && { cursor }), limit: limitOf(asked) });
  }
}
