export interface RetryPolicy {
  /** After so many failed attempts an event is given up. */
  readonly attempts: number;
  /** Before the second attempt; each further pause is twice as long, up to the longest. ms */
  readonly firstPause: number;
  /** Also the longest that a receiver can ask for. ms */
  readonly longestPause: number;
}

/** Sixteen attempts within half a day or a little more. */
export const RETRY_POLICY: RetryPolicy = { attempts: 16, firstPause: 5_000, longestPause: 4 * 3_600_000 };

/** How long to wait after so many failed attempts, ms; a random part of it, so that what failed together comes apart. */
export function backOff(failed: number, { firstPause, longestPause }: RetryPolicy): number {
  const most = Math.min(longestPause, firstPause * 2 ** Math.min(failed - 1, 30));
  return Math.round(most * (0.5 + Math.random() / 2));
}
