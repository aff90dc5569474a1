/** A stream of this ledger that the server will not keep whole. */
export interface Truncation {
  readonly stream: string;
  /** `$maxAge`, `$maxCount`, `$tb`, or `deleted`. */
  readonly by: readonly string[];
}

/** The server may drop events of this ledger: it is no place for one until that has been put right. */
export class UnsafeRetention extends Error {
  constructor(readonly truncations: readonly Truncation[]) {
    const shown = truncations.slice(0, 5).map(({ stream, by }) => `${stream} (${by.join(', ')})`);
    const more = truncations.length > shown.length ? `, and ${truncations.length - shown.length} more` : '';
    super(`the server may drop events of ${shown.join(', ')}${more}: clear that from the metadata of these streams`);
    this.name = 'UnsafeRetention';
  }
}
