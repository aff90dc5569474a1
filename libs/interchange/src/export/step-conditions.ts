import type { Opening, Step } from '#cases';
import { DEFAULT_TIME_ZONE, parseEdtf } from '#time';
import { levelAt } from '#unions';
import type { EventConditions } from '../events/event-conditions.js';
import type { StandingStep } from './case-in-frame.js';
import type { Directory } from './directory.js';

/** The conditions on events, for steps as they stand: the same words mean the same. */
export class StepConditions {
  private readonly types: ReadonlySet<string> | undefined;
  private readonly since: number;
  private readonly until: number;

  constructor(
    private readonly conditions: EventConditions,
    private readonly directory: Directory,
  ) {
    const { types, since, until } = conditions;
    this.types = types === undefined ? undefined : new Set(types.split(','));
    this.since = since === undefined ? -Infinity : parseEdtf(since, DEFAULT_TIME_ZONE).earliest;
    this.until = until === undefined ? Infinity : parseEdtf(until, DEFAULT_TIME_ZONE).latest;
  }

  fitsCase({ sector, region }: Opening): boolean {
    const { conditions } = this;
    if (conditions.sector !== undefined && sector !== conditions.sector) return false;
    return conditions.region === undefined || (region ?? '').startsWith(conditions.region);
  }

  fitsStep({ step, interval }: StandingStep): boolean {
    const { from, unionId, level } = this.conditions;
    if (from !== undefined && step.position <= from) return false;
    if (this.types && !this.types.has(step.type)) return false;
    if (unionId !== undefined && unionOfStep(step) !== unionId) return false;
    if (level !== undefined && this.levelOf(step, interval.earliest) !== level) return false;
    return this.isInTime(step, interval);
  }

  private isInTime(step: Step, { earliest, latest }: StandingStep['interval']): boolean {
    if (this.conditions.time !== 'recorded') return latest > this.since && earliest < this.until;
    const recorded = Date.parse(step.recordedAt);
    return recorded >= this.since && recorded < this.until;
  }

  private levelOf(step: Step, at: number): string | undefined {
    const unionId = unionOfStep(step);
    const union = unionId === undefined ? undefined : this.directory.get(unionId);
    return union && levelAt(union, at);
  }
}

/** The union that a step is about; undefined when it is about none. */
export function unionOfStep({ content }: Step): string | undefined {
  return 'unionId' in content ? content.unionId : undefined;
}
