export interface Logger {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export const SILENT: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** How one attempt ended: `dead` was the last. */
export type AttemptResult = 'delivered' | 'failed' | 'dead';

export interface DelivererHooks {
  readonly onAttempt?: (result: AttemptResult) => void;
}
