export { compareLogs, type CompareOptions, type Comparison } from './compare-logs.js';
export { copyLog, type CopyOptions, type CopyProgress, type CopyResult } from './copy-log.js';
export { describeDifference, type Difference, type EventPlace } from './difference.js';
export * from './errors.js';
export type { LogSummary } from './log-digest.js';
export { partDone } from './part-done.js';
export type { ReadProgress } from './read-progress.js';
export { windowsOf } from './windows.js';
