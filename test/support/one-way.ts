/** Bytes on their way in one direction: they arrive late, and in the order in which they were sent. */
export class OneWay {
  private readonly underWay: { readonly bytes: Buffer; readonly due: number }[] = [];

  constructor(private readonly arrive: (bytes: Buffer) => void) {}

  send(bytes: Buffer, delay: number): void {
    if (delay === 0 && this.underWay.length === 0) return this.arrive(bytes);
    this.underWay.push({ bytes, due: performance.now() + delay });
    if (this.underWay.length === 1) this.waitForFirst();
  }

  private waitForFirst(): void {
    const [first] = this.underWay;
    if (first) setTimeout(() => this.arriveFirst(), Math.max(0, first.due - performance.now()));
  }

  private arriveFirst(): void {
    this.arrive(this.underWay.shift()!.bytes);
    this.waitForFirst();
  }
}
