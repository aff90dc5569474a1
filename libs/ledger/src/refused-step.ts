import { isNativeError } from 'node:util/types';

const steps = new WeakMap<object, string>();

export function rememberRefused(error: unknown, stepId: string): void {
  if (isNativeError(error)) steps.set(error, stepId);
}

/** The step (as its command named it) that an error of recording several refused; undefined when it was none of them. */
export function refusedStep(error: unknown): string | undefined {
  return isNativeError(error) ? steps.get(error) : undefined;
}
