/** The variables that name what is not part of the packages, and that a suite may need. */
export type Needed = 'KURRENTDB_CLUSTER_COMMAND' | 'KURRENTDB_URL';

/** A suite that is skipped where the variable is not set; the run says so at its end (see report-skipped.mjs). */
export function describeWith(variable: Needed, name: string, suite: (value: string) => void): void {
  const value = process.env[variable]?.trim();
  if (value) describe(name, () => suite(value));
  else describe.skip(`${name} (needs ${variable})`, () => suite(''));
}
