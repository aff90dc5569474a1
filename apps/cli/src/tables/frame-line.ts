import type { FramedView } from '#read-models';

/** What figures stand on, in one line. */
export function frameLine({ asOf, knownAt, position, pin }: FramedView): string {
  const where = `as of ${asOf}, as known at ${knownAt}, log position ${position || '(empty)'}`;
  return pin === undefined ? where : `${where}, from ${pin} in place of what serves`;
}
