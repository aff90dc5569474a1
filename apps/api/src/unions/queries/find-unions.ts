import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { momentOf, pinOf, ReadModels, type PageOf, type UnionView } from '#read-models';
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
    const { minPosition: _, pin, asOf, knownAt, ...conditions } = asked;
    const now = Date.now();
    const query = { ...conditions, asOf: momentOf('asOf', asOf, now), limit: limitOf(asked) };
    const known = knownAt === undefined ? undefined : momentOf('knownAt', knownAt, now);
    return this.readModels.pinnedTo(pinOf(pin)).findUnions(query, known);
  }
}
