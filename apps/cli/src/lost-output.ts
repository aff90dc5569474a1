import { EXIT } from './exit-status.js';

/**
 * What is printed may be lost, as on a full disk or when whoever reads it has gone, and neither `console.log` nor the help
 * of commander says so. The first failure is told at the end, and the exit status is that of output that cannot be written.
 */
export function noticeLostOutput(stream: NodeJS.WriteStream): void {
  let isLost = false;
  stream.on('error', (error) => {
    if (!isLost) void tellAtExit(error);
    isLost = true;
  });
}

async function tellAtExit(error: Error): Promise<void> {
  // Loaded when it is needed: `--help` does without.
  const { asUnwritable } = await import('#interchange');
  process.on('exit', (status) => {
    // A command that noticed by itself has said so.
    if (status === EXIT.unavailable) return;
    console.error(`recourse: ${(asUnwritable('standard output', error) as Error).message}`);
    process.exitCode = EXIT.unavailable;
  });
}
