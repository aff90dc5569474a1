export { checkTallies, type Finding } from './check-tallies.js';
export { figuresOf, marginsOf, type NamedFigure } from './figures.js';
export { fittingSplits, MAX_MISSING_CELLS, MAX_SPLITS, MAX_STEPS, type Splits } from './fitting-splits.js';
export { PERCENT } from './percent.js';
export * from './tallies.js';
