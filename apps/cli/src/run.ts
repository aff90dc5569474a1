import { CommanderError } from 'commander';
import { EXIT, type ExitStatus } from './exit-status.js';
import { CommandFailed } from './failure.js';
import { createProgram } from './program.js';

/** Runs a command line (without the program's name) and returns its exit status. */
export async function run(args: readonly string[], signal: AbortSignal): Promise<ExitStatus> {
  let status: ExitStatus = EXIT.done;
  const program = createProgram(async (work) => void (status = await work()), signal);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (signal.aborted) return EXIT.interrupted;
    console.error(`recourse: ${await describe(error)}`);
    if (isWrongPlace(error)) return EXIT.usage;
    return error instanceof CommandFailed ? error.status : EXIT.unavailable;
  }
}

/** A position that was asked for is none; told by its name, since a command line is often wrong before a store is needed. */
function isWrongPlace(error: unknown): error is Error {
  return error instanceof Error && error.name === 'InvalidRead';
}

async function describe(error: unknown): Promise<string> {
  if (process.env.DEBUG && error instanceof Error) return error.stack ?? error.message;
  if (error instanceof CommandFailed || isWrongPlace(error)) return error.message;
  const { explain } = await import('../../runtime/src/index.js');
  return explain(error).split('\n    at ', 1)[0]!;
}
