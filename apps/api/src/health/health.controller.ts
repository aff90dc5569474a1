import { Controller, Get, Inject, ServiceUnavailableException } from '@nestjs/common';
import {
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import type { EventStore } from '#event-store';
import { ProjectionControl, type ProjectionState, type ProjectionStatus } from '#projections';
import { ReadModels } from '#read-models';
import { RetentionMetrics } from '../metrics/retention-metrics.js';
import { Problem } from '../problems/problem.js';
import { EVENT_STORE } from '../resources.js';
import { within } from '../http/within.js';

/** How long a check may take: whoever asks has little patience. */
const PATIENCE_MS = 2000;
/** How many streams that the store may drop events of are named; the metric counts all. */
const MOST_NAMED = 20;

@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly readModels: ReadModels,
    private readonly projections: ProjectionControl,
    private readonly retention: RetentionMetrics,
  ) {}

  /** The process lives and answers. */
  @Get('healthz')
  live(): Promise<HealthCheckResult> {
    return this.health.check([]);
  }

  /**
   * It can do its work: both databases answer, and what queries read of every projection has been through the log once
   * and has not failed. What is built beside that is told and is no reason to send callers away: they are served. A paused one was paused on purpose, and one that is behind catches up: neither is a reason to send callers away. Nor is a store that may drop events, which is told: being
   * answered no longer would save none of them.
   */
  @Get('readyz')
  async ready(): Promise<HealthCheckResult> {
    try {
      return await this.health.check([
        () => this.answers('eventStore', () => this.store.head(), this.truncatable()),
        () => this.answers('readModels', () => this.readModels.dataSource.query('SELECT 1')),
        () => this.projecting(),
      ]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      const { details } = error.getResponse() as HealthCheckResult;
      throw Problem.of('not-ready', undefined, { checks: details }, { 'retry-after': '5' });
    }
  }

  private async answers(
    name: string,
    ask: () => Promise<unknown>,
    report: Readonly<Record<string, unknown>> = {},
  ): Promise<HealthIndicatorResult> {
    const check = this.indicators.check(name);
    try {
      await within(PATIENCE_MS, ask());
      return check.up(report);
    } catch {
      return check.down({ reason: 'does not answer' });
    }
  }

  private truncatable(): Readonly<Record<string, unknown>> {
    const { truncations } = this.retention;
    return truncations.length > 0 ? { truncatable: truncations.slice(0, MOST_NAMED) } : {};
  }

  private async projecting(): Promise<HealthIndicatorResult> {
    const check = this.indicators.check('projections');
    try {
      const states = await within(PATIENCE_MS, this.projections.list());
      const serving = states.filter(({ active }) => active);
      const building = states.filter((status) => isBuilding(status, serving));
      const unready = { ...namesIn(serving, 'failed'), ...namesIn(serving, 'booting') };
      const beside = building.map(({ name, version, state }) => ({ name, version, state }));
      const report = {
        ...unready,
        ...namesIn(serving, 'paused'),
        ...(beside.length > 0 && { building: beside }),
      };
      const isReady = Object.keys(unready).length === 0;
      return isReady ? check.up(report) : check.down(report);
    } catch {
      return check.down({ reason: 'the state of the projections cannot be read' });
    }
  }
}

/** Beside what serves, to take its place. */
function isBuilding(status: ProjectionStatus, serving: readonly ProjectionStatus[]): boolean {
  const inUse = serving.find(({ name }) => name === status.name);
  return !status.active && status.state !== 'retired' && status.version >= (inUse?.version ?? 0);
}

/** The projections in a state, under its name; nothing when there are none. */
function namesIn(statuses: readonly ProjectionStatus[], wanted: ProjectionState): Partial<Record<string, string[]>> {
  const names = statuses.filter(({ state }) => state === wanted).map(({ name }) => name);
  return names.length > 0 ? { [wanted]: names } : {};
}
