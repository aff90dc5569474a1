export { AMENDMENTS, type Moment } from './corrected-history.js';
export { replayEvents, type Replay, type ReplayProgress } from './replay-events.js';
