import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { pinOf, ReadModels, type CaseView } from '#read-models';
import type { MomentQuery } from '../../http/moment.js';
import { CaseHistory } from './case-history.js';
import { noSuchCase, pastOf } from './case-question.js';

export class GetCase extends Query<CaseView> {
  constructor(
    readonly caseId: string,
    readonly asked: MomentQuery,
  ) {
    super();
  }
}

@QueryHandler(GetCase)
export class GetCaseHandler implements IQueryHandler<GetCase> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly history: CaseHistory,
  ) {}

  async execute({ caseId, asked }: GetCase): Promise<CaseView> {
    const past = pastOf(asked);
    const found = past
      ? (await this.history.at(caseId, past))?.case
      : await this.readModels.pinnedTo(pinOf(asked.pin)).getCase(caseId);
    if (!found) throw noSuchCase(caseId);
    return found;
  }
}
