import { ACCOUNTABILITY } from './accountability.js';
import type { Tabulation } from './tabulation.js';

/** All there are, in the order in which they are shown. */
export const TABULATIONS: readonly Tabulation[] = [ACCOUNTABILITY];
