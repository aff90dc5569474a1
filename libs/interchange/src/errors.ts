/** The file as a whole cannot be read; nothing of it was recorded. */
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
