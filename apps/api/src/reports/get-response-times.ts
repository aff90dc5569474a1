import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadModels, type ResponseTimesReport, type ResponseTimesRequest } from '#read-models';

export class GetResponseTimes extends Query<ResponseTimesReport> {
  constructor(readonly asked: ResponseTimesRequest) {
    super();
  }
}

@QueryHandler(GetResponseTimes)
export class GetResponseTimesHandler implements IQueryHandler<GetResponseTimes> {
  constructor(private readonly readModels: ReadModels) {}

  execute({ asked }: GetResponseTimes): Promise<ResponseTimesReport> {
    return this.readModels.responseTimes(asked, Date.now());
  }
}
