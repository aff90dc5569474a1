import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Tabulation } from '#measures';
import { pinOf, ReadModels, type TabulatedReport } from '#read-models';
import type { TabulationQuery } from './tabulation-query.js';

export class GetTabulation extends Query<TabulatedReport> {
  constructor(
    readonly tabulation: Tabulation,
    readonly asked: TabulationQuery,
  ) {
    super();
  }
}

@QueryHandler(GetTabulation)
export class GetTabulationHandler implements IQueryHandler<GetTabulation> {
  constructor(private readonly readModels: ReadModels) {}

  execute({ tabulation, asked }: GetTabulation): Promise<TabulatedReport> {
    return this.readModels.pinnedTo(pinOf(asked.pin)).tabulate(tabulation, asked, Date.now());
  }
}
