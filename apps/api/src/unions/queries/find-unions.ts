import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { momentOf, ReadModels, type PageOf, type UnionView } from '#read-models';
import { limitOf } from '../../http/read-query.js';
import type { UnionsQuery } from '../unions-query.js';

export class FindUnions extends Query<PageOf<UnionView>> {
  constructor(readonly asked: UnionsQuery) {
    super();
  }
}

@QueryHandler(FindUnions)
export class FindUnionsHandler implements IQueryHandler<FindUnions> {
  constructor(private readonly readModels: ReadModels) {}

  execute({ asked }: FindUnions): Promise<PageOf<UnionView>> {
    const { minPosition: _, asOf, ...conditions } = asked;
    return this.readModels.findUnions({
      ...conditions,
      asOf: momentOf('asOf', asOf, Date.now()),
      limit: limitOf(asked),
    });
  }
}
