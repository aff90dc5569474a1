import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  filterAsked,
  frameAsked,
  pinOf,
  ReadModels,
  selectionAsked,
  type EngagementView,
  type LevelView,
  type PageOf,
} from '#read-models';
import { limitOf } from '../http/read-query.js';
import type { EngagementsQuery } from './engagements-query.js';

export interface EngagementsPage extends PageOf<EngagementView | LevelView> {
  /** Running clocks are censored at this instant. */
  readonly asOf: string;
}

export class FindEngagements extends Query<EngagementsPage> {
  constructor(readonly asked: EngagementsQuery) {
    super();
  }
}

/** What only the events can answer: the tables have the engagements as they stand. */
const OF_THE_EVENTS = ['asOf', 'knownAt', 'position', 'unit', 'compete', 'period', 'entry'] as const;

@QueryHandler(FindEngagements)
export class FindEngagementsHandler implements IQueryHandler<FindEngagements> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ asked }: FindEngagements): Promise<EngagementsPage> {
    const now = Date.now();
    const { measure, outcome, cursor, pin } = asked;
    const readModels = this.readModels.pinnedTo(pinOf(pin));
    const page = { outcome, cursor, limit: limitOf(asked) };
    if (OF_THE_EVENTS.some((name) => asked[name] !== undefined)) {
      const { frame, items, nextCursor } = await readModels.listCounted(frameAsked(asked, now), {
        ...page,
        selection: selectionAsked(asked),
      });
      return { asOf: new Date(frame.asOf).toISOString(), items, nextCursor };
    }
    const found = await readModels.findEngagements({ ...filterAsked(asked), ...page, measure, asOf: now });
    return { asOf: new Date(now).toISOString(), ...found };
  }
}
