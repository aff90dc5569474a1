export * from './figures.js';
export * from './group-comparison.js';
export * from './observation.js';
export * from './rank.js';
export * from './tally.js';
