const QUIET_MS = 1_000;

/** Says a number that keeps changing: the first at once, later ones when they have stood still for a second. */
export class QuietNote {
  private said: number | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly say: (number: number) => void) {}

  tell(number: number): void {
    clearTimeout(this.timer);
    if (this.said === undefined) this.sayNow(number);
    else if (this.said !== number) this.timer = setTimeout(() => this.sayNow(number), QUIET_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private sayNow(number: number): void {
    this.said = number;
    this.say(number);
  }
}
