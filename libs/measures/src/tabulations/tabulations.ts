import { ACCOUNTABILITY } from './accountability.js';
import { CREDITS } from './credits.js';
import { DEFLECTIONS } from './deflections.js';
import { DELAYS_AND_OUTCOMES } from './delays-and-outcomes.js';
import { PROMISES } from './promises.js';
import { PROMPTING } from './prompting.js';
import { REFERRALS } from './referrals.js';
import { REFUSALS } from './refusals.js';
import { STATUTORY_CLOCKS } from './statutory-clocks.js';
import type { Tabulation } from './tabulation.js';

/** All there are, in the order in which they are shown. */
export const TABULATIONS: readonly Tabulation[] = [
  ACCOUNTABILITY,
  DEFLECTIONS,
  CREDITS,
  PROMPTING,
  DELAYS_AND_OUTCOMES,
  REFUSALS,
  REFERRALS,
  PROMISES,
  STATUTORY_CLOCKS,
];
