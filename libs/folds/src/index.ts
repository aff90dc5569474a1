export type { Fold, Handler, ReplayContext } from './fold/fold.js';
export { foldIn, InvalidFold } from './fold/fold-in.js';
export type { ReplayedEvent } from './fold/replayed-event.js';
export { FoldFailed, RunningFold } from './fold/running-fold.js';
export { csvText } from './result/csv-text.js';
export { jsonText } from './result/json-text.js';
export { UnwritableResult } from './result/path-text.js';
export { stateText, type StateBounds } from './result/state-text.js';
