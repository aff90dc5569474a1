export { ACCOUNTABILITY } from './accountability.js';
export { byLabel, Counts } from './counts.js';
export type { CaseInFrame, Fact } from './fact.js';
export { LEAST_TO_ESTIMATE, type PercentInterval, type Share } from './share.js';
export { CASES, DUPLICATES, figureNames, isShare, type Section, type Shares, type Tabulation } from './tabulation.js';
export { TABULATIONS } from './tabulations.js';
