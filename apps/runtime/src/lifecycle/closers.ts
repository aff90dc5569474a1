/** What was opened, to be closed in the opposite order, once, whatever fails on the way. */
export class Closers {
  private readonly closers: (() => Promise<unknown>)[] = [];

  /** Opens things; when that fails half-way, those that were opened are closed again. */
  static async around(open: (closers: Closers) => Promise<void>): Promise<Closers> {
    const closers = new Closers();
    try {
      await open(closers);
      return closers;
    } catch (error) {
      // Whatever cannot be closed now matters less than why it is closed.
      await closers.close().catch(() => undefined);
      throw error;
    }
  }

  add(close: () => Promise<unknown>): void {
    this.closers.push(close);
  }

  /** @throws the first failure, after everything has been tried. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (let close = this.closers.pop(); close; close = this.closers.pop()) {
      await close().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
