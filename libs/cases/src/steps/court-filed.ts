import { ClaimFiled } from './claim-filed.js';

/** A claim went to a court. */
export class CourtFiled extends ClaimFiled {}
