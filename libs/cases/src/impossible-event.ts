/** An event that no decision can have led to: the log was changed, or another program wrote it. */
export class ImpossibleEvent extends Error {
  constructor(
    readonly eventId: string,
    reason: string,
  ) {
    super(`event ${eventId} cannot be: ${reason}`);
    this.name = 'ImpossibleEvent';
  }
}
