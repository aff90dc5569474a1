/** Holds up whoever passes until it is opened. */
export class Gate {
  /** Somebody stands before it. */
  readonly reached: Promise<void>;
  readonly open: () => void;
  private readonly arrive: () => void;
  private readonly opened: Promise<void>;

  constructor() {
    let [arrive, open] = [() => undefined as void, () => undefined as void];
    this.reached = new Promise((resolve) => (arrive = resolve));
    this.opened = new Promise((resolve) => (open = resolve));
    [this.arrive, this.open] = [arrive, open];
  }

  pass(): Promise<void> {
    this.arrive();
    return this.opened;
  }
}
