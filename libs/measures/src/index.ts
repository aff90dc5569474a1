export * from './accountability.js';
export * from './case-history.js';
export * from './clock.js';
export { type Clocks } from './clocks.js';
export * from './engagement.js';
export * from './history-of.js';
export * from './measure.js';
export { isUndone } from './undone.js';
export * from './statistics/index.js';
