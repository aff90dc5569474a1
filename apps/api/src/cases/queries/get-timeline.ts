import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { pinOf, ReadModels, type TimelineView } from '#read-models';
import type { MomentQuery } from '../../http/moment.js';
import { CaseHistory } from './case-history.js';
import { noSuchCase, pastOf } from './case-question.js';

export class GetTimeline extends Query<TimelineView> {
  constructor(
    readonly caseId: string,
    readonly asked: MomentQuery,
  ) {
    super();
  }
}

@QueryHandler(GetTimeline)
export class GetTimelineHandler implements IQueryHandler<GetTimeline> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly history: CaseHistory,
  ) {}

  async execute({ caseId, asked }: GetTimeline): Promise<TimelineView> {
    const past = pastOf(asked);
    const found = past
      ? (await this.history.at(caseId, past))?.timeline
      : await this.readModels.pinnedTo(pinOf(asked.pin)).getTimeline(caseId, Date.now());
    if (!found) throw noSuchCase(caseId);
    return found;
  }
}
