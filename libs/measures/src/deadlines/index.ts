export * from './arbitration-limit.js';
export * from './call-rule.js';
export { STANDINGS, type CheckedDeadline, type Standing } from './check-deadline.js';
export * from './promises.js';
