import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Ledger, type Recorded } from '#ledger';
import type { UnionRegistered } from '#unions';
import type { WriteRequest } from '../../http/write-request.js';

export interface UnionRegistration extends Recorded {
  readonly unionId: string;
}

export class RegisterUnion extends Command<UnionRegistration> {
  constructor(
    readonly content: UnionRegistered,
    readonly write: WriteRequest,
  ) {
    super();
  }
}

@CommandHandler(RegisterUnion)
export class RegisterUnionHandler implements ICommandHandler<RegisterUnion> {
  constructor(private readonly ledger: Ledger) {}

  async execute({ content, write }: RegisterUnion): Promise<UnionRegistration> {
    const unionId = write.newId('unions:id');
    const command = { type: 'UnionRegistered', stepId: write.newId('unions'), content };
    const [recorded] = await this.ledger.recordInUnion(unionId, [command], write.context);
    return { unionId, ...recorded! };
  }
}
