import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EventStore } from '#event-store';
import { lastEventBy, Ledger, type ComputedPublication } from '#ledger';
import type { Publication, PublicationAsked } from '#publications';
import { computedPublication, ReadModels } from '#read-models';
import { PositionsSeen } from '../../http/positions-seen.js';
import type { WriteRequest } from '../../http/write-request.js';
import { EVENT_STORE } from '../../resources.js';
import { namingRequest } from './naming-request.js';
import type { PublishReportBody } from './publish-report-body.js';

export class PublishReport extends Command<Publication> {
  constructor(
    readonly body: PublishReportBody,
    readonly write: WriteRequest,
  ) {
    super();
  }
}

@CommandHandler(PublishReport)
export class PublishReportHandler implements ICommandHandler<PublishReport> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly ledger: Ledger,
    private readonly readModels: ReadModels,
    private readonly positions: PositionsSeen,
  ) {}

  execute({ body, write }: PublishReport): Promise<Publication> {
    const reportId = write.newId('reports:id');
    const stepId = write.newId('reports');
    const compute = () => namingRequest(() => this.compute(body));
    return this.ledger.publish({ reportId, stepId, asked: askedIn(body) }, compute, write.context);
  }

  private async compute({ request }: PublishReportBody): Promise<ComputedPublication> {
    if (request.position !== undefined) await this.positions.waitFor('request.position', request.position);
    const report = await this.readModels.responseTimes(request, Date.now());
    return computedPublication(report, await lastEventBy(this.store, report.frame.position));
  }
}

/** Without the fields that were left out. */
function askedIn({ report, request, title, note }: PublishReportBody): PublicationAsked {
  return {
    report,
    request: given(request),
    ...(title !== undefined && { title }),
    ...(note !== undefined && { note }),
  };
}

function given(request: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
