import { ClaimRuled } from './claim-ruled.js';

/** A labour dispute arbitration committee ruled. */
export class ArbitrationRuled extends ClaimRuled {}
