export * from './hops.js';
export * from './loops.js';
export * from './referral.js';
export * from './responsibility.js';
