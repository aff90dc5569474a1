/** One environment variable that cannot be used as it is. */
export interface ConfigurationProblem {
  readonly variable: string;
  readonly reason: string;
}

/** The environment says something that Recourse cannot follow; names every wrong variable, and shows no value. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly ConfigurationProblem[]) {
    super(['the configuration is wrong:', ...problems.map((p) => `  ${p.variable} ${p.reason}`)].join('\n'));
    this.name = 'ConfigurationError';
  }
}
