/** When something happened, again and again. */
export class Pace {
  private readonly times: number[] = [];

  note(): void {
    this.times.push(performance.now());
  }

  get count(): number {
    return this.times.length;
  }

  /** The longest time from the moment on in which it did not happen; ms. */
  longestPause(since: number): number {
    const times = [since, ...this.times.filter((time) => time > since)];
    return times.slice(1).reduce((longest, time, index) => Math.max(longest, time - times[index]!), 0);
  }
}
