import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadModels, type Accountability, type AtPosition } from '#read-models';

export class GetAccountability extends Query<Accountability & AtPosition> {}

@QueryHandler(GetAccountability)
export class GetAccountabilityHandler implements IQueryHandler<GetAccountability> {
  constructor(private readonly readModels: ReadModels) {}

  execute(): Promise<Accountability & AtPosition> {
    return this.readModels.accountability();
  }
}
