import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { pinOf, ReadModels, type ReferralEdges } from '#read-models';
import type { TabulationQuery } from './tabulation-query.js';

export class GetReferralEdges extends Query<ReferralEdges> {
  constructor(readonly asked: TabulationQuery) {
    super();
  }
}

@QueryHandler(GetReferralEdges)
export class GetReferralEdgesHandler implements IQueryHandler<GetReferralEdges> {
  constructor(private readonly readModels: ReadModels) {}

  execute({ asked }: GetReferralEdges): Promise<ReferralEdges> {
    return this.readModels.pinnedTo(pinOf(asked.pin)).referralEdges(asked, Date.now());
  }
}
