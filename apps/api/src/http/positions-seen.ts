import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '#event-store';
import { ProjectionControl, ProjectionTimeout, type ProjectionStatus } from '#projections';
import { PROJECTIONS, type Pin } from '#read-models';
import { Problem } from '../problems/problem.js';
import { EVENT_STORE } from '../resources.js';
import { requireOfThisLog } from './of-this-log.js';
import { OpenStreams } from './open-streams.js';
import { within } from './within.js';

const PATIENCE_MS = 5000;
/** How long it may take to say why: by then the caller has waited long enough. */
const EXPLANATION_MS = 1000;
const NAMES = PROJECTIONS.map(({ name }) => name);

/** Waits until the read models have seen a position that a request names. */
@Injectable()
export class PositionsSeen {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly projections: ProjectionControl,
    private readonly streams: OpenStreams,
  ) {}

  /**
   * @param field where the request names it
   * @param pin what it reads in place of what serves
   * @throws Problem when it takes too long, or the position is of another log
   */
  async waitFor(field: string, position: string, pin: Pin = {}): Promise<void> {
    requireOfThisLog(this.store, field, position);
    const { signal, abort } = this.streams.start();
    try {
      await this.projections.waitFor(NAMES, position, { timeoutMs: PATIENCE_MS, signal, versions: pin });
    } catch (error) {
      if (error instanceof ProjectionTimeout) throw await this.behind(error, pin);
      throw error;
    } finally {
      abort();
    }
  }

  private async behind({ projections }: ProjectionTimeout, pin: Pin): Promise<Problem> {
    const all = await within(EXPLANATION_MS, this.projections.list()).catch((): ProjectionStatus[] => []);
    const behind = all
      .filter(
        ({ name, version, active }) => projections.includes(name) && (name in pin ? version === pin[name] : active),
      )
      .map(({ name, position }) => ({ projection: name, position }));
    const where = behind.map(({ projection, position }) => `${projection} stands at ${position ?? 'the beginning'}`);
    const detail = where.length > 0 ? `Projection ${where.join(', ')}.` : undefined;
    return Problem.of('projection-behind', detail, { behind }, { 'retry-after': '1' });
  }
}
