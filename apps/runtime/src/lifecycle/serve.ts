import { readConfiguration, type Configuration } from '../configuration/configuration.js';
import { createLogger, type Logger } from '../logging/logger.js';
import { Closers } from './closers.js';
import { explain } from './explain.js';
import { runUntilSignal } from './run-until-signal.js';

/**
 * Runs a server as a process, from its configuration until a signal. `start` opens what it needs and says how to close
 * it; when it cannot start, everything is closed again, and standard error says plainly why.
 */
export async function serve(
  name: string,
  start: (configuration: Configuration, logger: Logger, closers: Closers) => Promise<void>,
): Promise<void> {
  try {
    const configuration = readConfiguration();
    const logger = createLogger(configuration);
    const options = { logger, timeoutMs: configuration.shutdownTimeoutMs };
    await runUntilSignal(() => Closers.around((closers) => start(configuration, logger, closers)), options);
  } catch (error) {
    process.stderr.write(`${name} cannot start: ${explain(error)}\n`);
    process.exit(1);
  }
}
