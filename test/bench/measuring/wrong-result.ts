/** What was measured did not do its work: the numbers mean nothing, and the run must fail. */
export class WrongResult extends Error {
  override readonly name = 'WrongResult';
}

export function mustEqual(what: string, found: unknown, expected: unknown): void {
  if (found !== expected) throw new WrongResult(`${what}: found ${String(found)} where ${String(expected)} must be`);
}
