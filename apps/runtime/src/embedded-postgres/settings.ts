/** PostgreSQL's settings by name. */
export type Settings = Readonly<Record<string, string>>;

/** What the embedded server runs with; everything else is PostgreSQL's default. */
export const SETTINGS: Settings = {
  // Only this machine's programs reach it, and only with the password: sockets in a shared directory need neither.
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // A step that was acknowledged survives a power cut.
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // The indexes and recent pages of a ledger with a million events stay in memory on a small machine.
  shared_buffers: '256MB',
  // An import or a rebuild writes in bursts: at the default of 1 GB it would force checkpoints again and again.
  max_wal_size: '2GB',
  // Room for the pools of the server, a second projector and the command line at once.
  max_connections: '100',
  // Our statements take milliseconds; compiling one costs more than it saves.
  jit: 'off',
  // Times in its log and casts of timestamps never depend on the machine's time zone.
  timezone: 'UTC',
  log_timezone: 'UTC',
  // PostgreSQL quotes rows and statements with an error: people's data has no place in a log.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  // Noise that would let the log of a quiet server grow for years.
  log_checkpoints: 'off',
};
