import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { ProjectionControl, ProjectionTimeout, type ProjectionStatus } from '#projections';
import { PROJECTIONS } from '#read-models';
import { Problem } from '../problems/problem.js';
import { OpenStreams } from './open-streams.js';
import { within } from './within.js';

const PATIENCE_MS = 5000;
/** How long it may take to say why: by then the caller has waited long enough. */
const EXPLANATION_MS = 1000;
const NAMES = PROJECTIONS.map(({ name }) => name);
const VERSIONS = new Map(PROJECTIONS.map(({ name, version }) => [name, version]));

/**
 * Holds a valid query back until the read models have seen its `minPosition`, so that whoever wrote something finds it, or
 * the `position` that its answer is to stand on.
 * It must come after the validation, or a wrong query would be waited for in vain.
 */
@Injectable()
export class MinPosition implements PipeTransform {
  constructor(
    private readonly projections: ProjectionControl,
    private readonly streams: OpenStreams,
  ) {}

  async transform(value: unknown, { type }: ArgumentMetadata): Promise<unknown> {
    for (const position of positionsOf(value, type)) await this.waitFor(position);
    return value;
  }

  private async waitFor(position: string): Promise<void> {
    const { signal, abort } = this.streams.start();
    try {
      await this.projections.waitFor(NAMES, position, { timeoutMs: PATIENCE_MS, signal });
    } catch (error) {
      if (error instanceof ProjectionTimeout) throw await this.behind(error);
      throw error;
    } finally {
      abort();
    }
  }

  private async behind({ projections }: ProjectionTimeout): Promise<Problem> {
    const all = await within(EXPLANATION_MS, this.projections.list()).catch((): ProjectionStatus[] => []);
    const behind = all
      .filter(({ name, version }) => projections.includes(name) && VERSIONS.get(name) === version)
      .map(({ name, position }) => ({ projection: name, position }));
    const where = behind.map(({ projection, position }) => `${projection} stands at ${position ?? 'the beginning'}`);
    const detail = where.length > 0 ? `Projection ${where.join(', ')}.` : undefined;
    return Problem.of('projection-behind', detail, { behind }, { 'retry-after': '1' });
  }
}

function positionsOf(value: unknown, type: ArgumentMetadata['type']): string[] {
  if (type !== 'query' || typeof value !== 'object' || value === null) return [];
  const { minPosition, position } = value as { minPosition?: string; position?: string };
  return [minPosition, position].filter((each) => each !== undefined);
}
