/** The file cannot be read, or not to its end: what was read before that may have been recorded. */
export class UnreadableFile extends Error {
  constructor(
    reason: string,
    /** Line on which reading failed, where there is one. */
    readonly line?: number,
  ) {
    super(line === undefined ? reason : `line ${line}: ${reason}`);
    this.name = 'UnreadableFile';
  }
}
