import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadModels, type Accountability } from '#read-models';

export class GetAccountability extends Query<Accountability> {}

@QueryHandler(GetAccountability)
export class GetAccountabilityHandler implements IQueryHandler<GetAccountability> {
  constructor(private readonly readModels: ReadModels) {}

  execute(): Promise<Accountability> {
    return this.readModels.accountability();
  }
}
