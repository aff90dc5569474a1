import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Ledger, type Recorded } from '#ledger';
import { Refusal } from '#unions';
import type { WriteRequest } from '../../http/write-request.js';
import type { ChangeType } from '../change-type.js';
import { noSuchUnion } from '../no-such-union.js';

export class ChangeUnion extends Command<Recorded> {
  constructor(
    readonly unionId: string,
    readonly type: ChangeType,
    readonly content: object,
    readonly write: WriteRequest,
  ) {
    super();
  }
}

@CommandHandler(ChangeUnion)
export class ChangeUnionHandler implements ICommandHandler<ChangeUnion> {
  constructor(private readonly ledger: Ledger) {}

  async execute({ unionId, type, content, write }: ChangeUnion): Promise<Recorded> {
    const command = { type, stepId: write.newId(unionId), content };
    try {
      const [recorded] = await this.ledger.recordInUnion(unionId, [command], write.context);
      return recorded!;
    } catch (error) {
      // Missing at this address is another thing than missing where the body names it as a parent.
      if (error instanceof Refusal && error.code === 'unknown_union' && error.details.unionId === unionId) {
        throw noSuchUnion(unionId);
      }
      throw error;
    }
  }
}
