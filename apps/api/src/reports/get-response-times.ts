import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadModels, type AtPosition, type ResponseGroup, type ResponseTimes } from '#read-models';
import { listBehind } from './list-behind.js';
import type { ResponseTimesQuery } from './response-times-query.js';

/** A group's counts and where the engagements behind them are listed; add `&outcome=` for those of one count. */
export type ListedGroup = ResponseGroup & { readonly list: string };

export interface ResponseTimesReport extends ResponseTimes, AtPosition {
  readonly groups: ListedGroup[];
  readonly total: ListedGroup;
}

export class GetResponseTimes extends Query<ResponseTimesReport> {
  constructor(readonly asked: ResponseTimesQuery) {
    super();
  }
}

@QueryHandler(GetResponseTimes)
export class GetResponseTimesHandler implements IQueryHandler<GetResponseTimes> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ asked }: GetResponseTimes): Promise<ResponseTimesReport> {
    const { minPosition: _, measure = 'first_reply', groupBy = 'level', ...conditions } = asked;
    const report = await this.readModels.responseTimes({ ...conditions, measure, groupBy });
    return {
      ...report,
      groups: report.groups.map((group) => ({
        ...group,
        list: listBehind({ ...conditions, measure }, { by: groupBy, key: group.key }),
      })),
      total: { ...report.total, list: listBehind({ ...conditions, measure }) },
    };
  }
}
