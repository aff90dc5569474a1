/** How fast something goes on, and how long it will take if it goes on like that. */
export class Pace {
  private readonly started: number;

  constructor(private readonly now: () => number = () => performance.now()) {
    this.started = now();
  }

  /** So many per second since the start, of events or bytes. */
  rate(count: number): number {
    const seconds = (this.now() - this.started) / 1000;
    return seconds > 0 ? Math.round(count / seconds) : 0;
  }

  /** `m:ss` until all is done, given the part that is; undefined before anything is. */
  left(fraction: number): string | undefined {
    if (fraction <= 0) return undefined;
    const seconds = Math.ceil((((this.now() - this.started) / 1000) * (1 - fraction)) / fraction);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  }
}
