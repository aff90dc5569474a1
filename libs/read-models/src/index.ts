export type { ReadModelOptions } from './data-source.js';
export { LevelCountEntity } from './entities/level-count.entity.js';
export { tabulate, type Accountability, type Share } from './queries/accountability.js';
export type { AtPosition } from './queries/at-one-position.js';
export type { CaseQuery } from './queries/find-cases.js';
export { UNKNOWN, type EngagementFilter, type EngagementQuery } from './queries/find-engagements.js';
export type { UnionQuery } from './queries/find-unions.js';
export { outcomesOf } from './queries/outcomes.js';
export { InvalidCursor, type PageOf } from './queries/page.js';
export {
  GROUPINGS,
  type Grouping,
  type ResponseGroup,
  type ResponseTimes,
  type ResponseTimesQuery,
} from './queries/response-times.js';
export { PROJECTIONS, ReadModels } from './read-models.js';
export { caseAt, type CaseAt, type Moment } from './views/case-at.js';
export { STATUSES, type CaseView, type Status } from './views/case-view.js';
export type { ClockView, EngagementView, IntervalView } from './views/engagement-view.js';
export type { TimelineStep, TimelineView } from './views/timeline-view.js';
export type { UnionView } from './views/union-view.js';
