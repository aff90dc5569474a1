import { type DestinationStream, type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import type { Configuration } from '../configuration/configuration.js';

export type { Logger } from 'pino';

/** Fields that never reach a log, wherever they stand in the first levels of what is logged. */
const SECRET = ['authorization', 'cookie', 'password', 'eventStoreUrl', 'databaseUrl', 'adminUrl'];
const DEPTHS = ['', '*.', '*.*.'];

/** Structured logs: one JSON object a line on standard output, or the same made readable for a terminal. */
export function createLogger(
  { logLevel, logFormat }: Pick<Configuration, 'logLevel' | 'logFormat'>,
  destination: DestinationStream = logFormat === 'pretty' ? readable() : pino.destination(1),
): Logger {
  return pino(
    {
      level: logLevel,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
      redact: { paths: DEPTHS.flatMap((depth) => SECRET.map((name) => `${depth}${name}`)), censor: '[hidden]' },
    },
    destination,
  );
}

function readable(): DestinationStream {
  return pretty({ sync: true, translateTime: 'SYS:HH:MM:ss', ignore: 'pid,hostname' });
}

/** An allowed few fields: a database's error also carries rows and parameters, which hold people's data. */
function describeError(error: Error): Record<string, unknown> {
  const { type, message, stack, code } = pino.stdSerializers.err(error) as pino.SerializedError & { code?: unknown };
  return { type, code, message, stack };
}
