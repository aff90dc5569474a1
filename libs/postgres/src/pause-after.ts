const FIRST_MS = 20;

/** How long to wait after so many failures in a row: longer each time, and never the same for two who lost the same server. */
export function pauseAfter(failures: number, longestMs: number): number {
  const most = Math.min(longestMs, FIRST_MS * 2 ** Math.min(failures, 20));
  return Math.round(most * (0.5 + Math.random() / 2));
}

export const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
