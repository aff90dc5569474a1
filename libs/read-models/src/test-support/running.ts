import { randomUUID } from 'node:crypto';
import type { EventStore } from '#event-store';
import { lastEventBy, Ledger } from '#ledger';
import { ProjectionEngine } from '#projections';
import type { Publication } from '#publications';
import { computedPublication } from '../publications/computed-publication.js';
import { PROJECTIONS } from '../projections/index.js';
import { ReadModels } from '../read-models.js';
import type { ResponseTimesReport } from '../reports/response-times-report.js';
import type { ResponseTimesRequest } from '../reports/response-times-request.js';

const BY = { recordedBy: 'auditor', correlationId: 'test' };

/** A process at work on a ledger: stores, read models, projections. */
export class Running {
  private constructor(
    readonly store: EventStore,
    readonly ledger: Ledger,
    readonly readModels: ReadModels,
    private readonly engine: ProjectionEngine,
  ) {}

  static async start(store: EventStore, url: string): Promise<Running> {
    const readModels = await ReadModels.open({ url });
    const engine = new ProjectionEngine({ store, databaseUrl: url, projections: PROJECTIONS });
    await engine.start();
    return new Running(store, new Ledger(store), readModels, engine);
  }

  /** Everything that is in the log is in the tables. */
  async caughtUp(of?: 'newest'): Promise<void> {
    const names = PROJECTIONS.map(({ name }) => name);
    await this.engine.control.waitFor(names, (await this.store.head())!, { timeoutMs: 60_000, of });
  }

  async rebuild(): Promise<void> {
    for (const { name } of PROJECTIONS) await this.engine.control.rebuild(name);
    await this.caughtUp('newest');
  }

  async stop(): Promise<void> {
    await this.engine.stop();
    await this.readModels.close();
    await this.store.close();
  }
}

/** A report as it was answered, and what was recorded of it. */
export interface Published {
  readonly request: ResponseTimesRequest;
  readonly report: ResponseTimesReport;
  readonly publication: Publication;
}

export async function publish(
  { store, ledger, readModels }: Running,
  request: ResponseTimesRequest,
): Promise<Published> {
  const report = await readModels.responseTimes(request, Date.now());
  const compute = async () => computedPublication(report, await lastEventBy(store, report.frame.position));
  const asked = { report: 'response-times' as const, request: request as Record<string, string> };
  const publication = await ledger.publish({ reportId: randomUUID(), stepId: randomUUID(), asked }, compute, BY);
  return { request, report, publication };
}
