import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadModels, type EngagementView, type PageOf } from '#read-models';
import { limitOf } from '../http/read-query.js';
import type { EngagementsQuery } from './engagements-query.js';

export interface EngagementsPage extends PageOf<EngagementView> {
  /** Running clocks are censored at this instant. */
  readonly asOf: string;
}

export class FindEngagements extends Query<EngagementsPage> {
  constructor(readonly asked: EngagementsQuery) {
    super();
  }
}

@QueryHandler(FindEngagements)
export class FindEngagementsHandler implements IQueryHandler<FindEngagements> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ asked }: FindEngagements): Promise<EngagementsPage> {
    const { minPosition: _, ...conditions } = asked;
    const asOf = Date.now();
    const page = await this.readModels.findEngagements({ ...conditions, asOf, limit: limitOf(asked) });
    return { asOf: new Date(asOf).toISOString(), ...page };
  }
}
