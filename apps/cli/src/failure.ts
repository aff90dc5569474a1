import { EXIT, type ExitStatus } from './exit-status.js';

/** A command cannot go on, for a reason that is told in one line. */
export class CommandFailed extends Error {
  constructor(
    message: string,
    readonly status: ExitStatus,
  ) {
    super(message);
    this.name = 'CommandFailed';
  }
}

export function wrongUsage(message: string): CommandFailed {
  return new CommandFailed(message, EXIT.usage);
}
