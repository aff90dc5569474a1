import { eventsOf, WrongExpectedRevision, type EventStore } from '#event-store';
import {
  asksForTheSame,
  publicationSchemaVersion,
  validatePublication,
  type Publication,
  type PublicationAsked,
  type ReportPublished,
} from '#publications';
import type { Instant } from '#time';
import { IdempotencyConflict, StaleRevision } from './errors.js';
import { upcastPublication } from './recorded.js';
import type { WriteContext } from './write-context.js';

const TYPE = 'ReportPublished';

/** A report that somebody wants to give out. */
export interface PublishReport {
  readonly reportId: string;
  /** The UUID of the event to be; the same id with the same request is a retry. */
  readonly stepId: string;
  readonly asked: PublicationAsked;
}

/** What is computed of a report for its publication. */
export type ComputedPublication = Omit<ReportPublished, keyof PublicationAsked>;

/** Records reports as published, each as the one event of a stream of its own. */
export class Publisher {
  constructor(
    private readonly store: EventStore,
    private readonly now: () => Instant,
  ) {}

  /** Undefined when there is no such report. */
  async find(reportId: string): Promise<Publication | undefined> {
    for await (const event of eventsOf(this.store.readStream(streamOf(reportId), { limit: 1 }))) {
      return upcastPublication(event);
    }
    return undefined;
  }

  /**
   * A retry gets what was published first, and computes nothing.
   * @throws IdempotencyConflict, StaleRevision, and what `compute` and the store throw
   */
  async publish(
    { reportId, stepId, asked }: PublishReport,
    compute: () => Promise<ComputedPublication>,
    context: WriteContext,
  ): Promise<Publication> {
    const known = await this.find(reportId);
    if (known) return sameOrConflict(known, asked);
    if (context.expected !== undefined) throw new StaleRevision(context.expected, -1);
    const content = validatePublication({ ...asked, ...(await compute()) });
    await this.append(reportId, stepId, content, context);
    // Of two that were sent at once the log has the first.
    return sameOrConflict((await this.find(reportId))!, asked);
  }

  private async append(reportId: string, id: string, content: ReportPublished, context: WriteContext): Promise<void> {
    const { recordedBy, correlationId, causationId } = context;
    const recordedAt = new Date(this.now()).toISOString();
    const schemaVersion = publicationSchemaVersion(TYPE);
    const metadata = { schemaVersion, recordedAt, recordedBy, correlationId, causationId };
    try {
      await this.store.append(streamOf(reportId), [{ id, type: TYPE, data: { ...content }, metadata }], 'no_stream');
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
  }
}

function streamOf(reportId: string): string {
  return `report-${reportId}`;
}

function sameOrConflict(known: Publication, asked: PublicationAsked): Publication {
  if (!asksForTheSame(known.data, asked)) throw new IdempotencyConflict(known.id);
  return known;
}
