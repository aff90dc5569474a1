import { ClaimRuled } from './claim-ruled.js';

/** A court ruled. */
export class CourtRuled extends ClaimRuled {}
