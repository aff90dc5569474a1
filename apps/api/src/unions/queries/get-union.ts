import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { momentOf, pinOf, ReadModels, type UnionView } from '#read-models';
import { noSuchUnion } from '../no-such-union.js';
import type { MomentQuery } from '../../http/moment.js';

export class GetUnion extends Query<UnionView> {
  constructor(
    readonly unionId: string,
    readonly asked: MomentQuery,
  ) {
    super();
  }
}

@QueryHandler(GetUnion)
export class GetUnionHandler implements IQueryHandler<GetUnion> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ unionId, asked }: GetUnion): Promise<UnionView> {
    const now = Date.now();
    const knownAt = asked.knownAt === undefined ? undefined : momentOf('knownAt', asked.knownAt, now);
    const readModels = this.readModels.pinnedTo(pinOf(asked.pin));
    const found = await readModels.getUnion(unionId, momentOf('asOf', asked.asOf, now), knownAt);
    if (!found) throw noSuchUnion(unionId);
    return found;
  }
}
