/** What can be done to a version of a projection. */
export const OPERATION_NAMES = ['pause', 'resume', 'retry', 'skip', 'rebuild', 'retire'] as const;

export type OperationName = (typeof OPERATION_NAMES)[number];

export function isOperation(name: string): name is OperationName {
  return (OPERATION_NAMES as readonly string[]).includes(name);
}
