/** Lets one worker sleep until there is something to do, without missing what happens between looking and sleeping. */
export class Bell {
  private rings = 0;
  private wake: (() => void) | undefined;

  /** To be taken before looking, and handed to `after`. */
  get seen(): number {
    return this.rings;
  }

  ring(): void {
    this.rings++;
    this.wake?.();
  }

  /** Waits for a ring that was not seen, or for so many milliseconds. */
  async after(seen: number, milliseconds: number): Promise<void> {
    if (this.rings !== seen) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      if (milliseconds !== Infinity) timer = setTimeout(resolve, milliseconds);
    });
    clearTimeout(timer);
    this.wake = undefined;
  }
}
