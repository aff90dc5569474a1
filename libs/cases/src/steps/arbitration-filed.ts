import { ClaimFiled } from './claim-filed.js';

/** A claim went to a labour dispute arbitration committee. */
export class ArbitrationFiled extends ClaimFiled {}
