import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CaseEventType } from '#cases';
import { Ledger, type Recorded } from '#ledger';
import type { WriteRequest } from '../../http/write-request.js';

export class RecordStep extends Command<Recorded> {
  constructor(
    readonly caseId: string,
    readonly type: CaseEventType,
    readonly content: object,
    readonly write: WriteRequest,
  ) {
    super();
  }
}

@CommandHandler(RecordStep)
export class RecordStepHandler implements ICommandHandler<RecordStep> {
  constructor(private readonly ledger: Ledger) {}

  async execute({ caseId, type, content, write }: RecordStep): Promise<Recorded> {
    const stepId = write.newId(caseId);
    const [recorded] = await this.ledger.recordInCase(caseId, [{ type, stepId, content }], write.context);
    return recorded!;
  }
}
