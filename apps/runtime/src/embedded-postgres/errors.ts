/** Anything that keeps the embedded PostgreSQL from serving; the message is meant for whoever started the program. */
export class EmbeddedPostgresError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Another living process owns the data directory. */
export class DataDirectoryInUse extends EmbeddedPostgresError {
  constructor(
    readonly dataDir: string,
    readonly pid: number,
  ) {
    super(`the data directory ${dataDir} is held by process ${pid}: stop that process, or set DATA_DIR to another one`);
  }
}

/** The data directory or the binaries lie where PostgreSQL cannot use them; `path` is the obstacle. */
export class UnusablePath extends EmbeddedPostgresError {
  constructor(
    readonly path: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** One of PostgreSQL's own programs failed; the message ends with what it said. */
export class PostgresProgramFailed extends EmbeddedPostgresError {
  constructor(
    readonly program: string,
    readonly output: string,
  ) {
    super(`${program} failed:\n${output.trim()}`);
  }
}
