import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { pinOf, ReadModels, type ResponseTimesReport } from '#read-models';
import type { ResponseTimesQuery } from './response-times-query.js';

export class GetResponseTimes extends Query<ResponseTimesReport> {
  constructor(readonly asked: ResponseTimesQuery) {
    super();
  }
}

@QueryHandler(GetResponseTimes)
export class GetResponseTimesHandler implements IQueryHandler<GetResponseTimes> {
  constructor(private readonly readModels: ReadModels) {}

  execute({ asked }: GetResponseTimes): Promise<ResponseTimesReport> {
    const { minPosition: _, pin, ...request } = asked;
    return this.readModels.pinnedTo(pinOf(pin)).responseTimes(request, Date.now());
  }
}
