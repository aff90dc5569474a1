import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Tabulation } from '#measures';
import { pinOf, ReadModels, type FactsPage } from '#read-models';
import { limitOf } from '../http/read-query.js';
import type { FactsQuery } from './tabulation-query.js';

export class ListFacts extends Query<FactsPage> {
  constructor(
    readonly tabulation: Tabulation,
    readonly asked: FactsQuery,
  ) {
    super();
  }
}

@QueryHandler(ListFacts)
export class ListFactsHandler implements IQueryHandler<ListFacts> {
  constructor(private readonly readModels: ReadModels) {}

  execute({ tabulation, asked }: ListFacts): Promise<FactsPage> {
    const readModels = this.readModels.pinnedTo(pinOf(asked.pin));
    return readModels.listFacts(tabulation, { ...asked, limit: limitOf(asked) }, Date.now());
  }
}
