import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CaseContent, OpeningType } from '#cases';
import { Ledger, type Recorded } from '#ledger';
import type { WriteRequest } from '../../http/write-request.js';

export interface CaseOpened extends Recorded {
  readonly caseId: string;
}

export class OpenCase extends Command<CaseOpened> {
  constructor(
    readonly type: OpeningType,
    readonly content: CaseContent<OpeningType>,
    readonly write: WriteRequest,
  ) {
    super();
  }
}

@CommandHandler(OpenCase)
export class OpenCaseHandler implements ICommandHandler<OpenCase> {
  constructor(private readonly ledger: Ledger) {}

  async execute({ type, content, write }: OpenCase): Promise<CaseOpened> {
    const caseId = write.newId('cases:id');
    const stepId = write.newId('cases');
    const [recorded] = await this.ledger.recordInCase(caseId, [{ type, stepId, content }], write.context);
    return { caseId, ...recorded! };
  }
}
