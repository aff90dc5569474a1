/** Lets many wait for something to happen, without missing it between looking and waiting. */
export class WakeUp {
  private rings = 0;
  private readonly waiting = new Set<() => void>();

  /** To be taken before looking, and handed to `after`. */
  get seen(): number {
    return this.rings;
  }

  ring(): void {
    this.rings++;
    for (const wake of this.waiting) wake();
  }

  /** Waits until a ring that was not seen, for so many milliseconds, or until aborted. */
  async after(seen: number, milliseconds?: number, signal?: AbortSignal): Promise<void> {
    if (this.rings !== seen || signal?.aborted) return;
    let timer: NodeJS.Timeout | undefined;
    let wake: () => void;
    await new Promise<void>((resolve) => {
      wake = resolve;
      this.waiting.add(wake);
      signal?.addEventListener('abort', wake);
      if (milliseconds !== undefined) timer = setTimeout(wake, milliseconds);
    });
    clearTimeout(timer);
    this.waiting.delete(wake!);
    signal?.removeEventListener('abort', wake!);
  }
}
