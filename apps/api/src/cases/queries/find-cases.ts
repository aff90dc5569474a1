import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { pinOf, ReadModels, type CaseView, type PageOf } from '#read-models';
import { DEFAULT_TIME_ZONE, parseEdtf } from '#time';
import { limitOf } from '../../http/read-query.js';
import type { CasesQuery } from '../cases-query.js';
import { pastOf } from './case-question.js';

export class FindCases extends Query<PageOf<CaseView>> {
  constructor(readonly asked: CasesQuery) {
    super();
  }
}

@QueryHandler(FindCases)
export class FindCasesHandler implements IQueryHandler<FindCases> {
  constructor(private readonly readModels: ReadModels) {}

  execute({ asked }: FindCases): Promise<PageOf<CaseView>> {
    const { minPosition: _, pin, openedSince, openedUntil, asOf, knownAt, ...conditions } = asked;
    const query = {
      ...conditions,
      ...(openedSince !== undefined && { openedSince: parseEdtf(openedSince, DEFAULT_TIME_ZONE).earliest }),
      ...(openedUntil !== undefined && { openedUntil: parseEdtf(openedUntil, DEFAULT_TIME_ZONE).latest }),
      limit: limitOf(asked),
    };
    return this.readModels.pinnedTo(pinOf(pin)).findCases(query, pastOf({ asOf, knownAt }));
  }
}
