import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Tabulation } from '#measures';
import { ReadModels, type CasesRequest, type TabulatedReport } from '#read-models';

export class GetTabulation extends Query<TabulatedReport> {
  constructor(
    readonly tabulation: Tabulation,
    readonly asked: CasesRequest,
  ) {
    super();
  }
}

@QueryHandler(GetTabulation)
export class GetTabulationHandler implements IQueryHandler<GetTabulation> {
  constructor(private readonly readModels: ReadModels) {}

  execute({ tabulation, asked }: GetTabulation): Promise<TabulatedReport> {
    return this.readModels.tabulate(tabulation, asked, Date.now());
  }
}
