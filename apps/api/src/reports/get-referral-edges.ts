import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadModels, type CasesRequest, type ReferralEdges } from '#read-models';

export class GetReferralEdges extends Query<ReferralEdges> {
  constructor(readonly asked: CasesRequest) {
    super();
  }
}

@QueryHandler(GetReferralEdges)
export class GetReferralEdgesHandler implements IQueryHandler<GetReferralEdges> {
  constructor(private readonly readModels: ReadModels) {}

  execute({ asked }: GetReferralEdges): Promise<ReferralEdges> {
    return this.readModels.referralEdges(asked, Date.now());
  }
}
