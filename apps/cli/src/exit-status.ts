/** How a command ended, for the shell. */
export const EXIT = {
  done: 0,
  /** Some of it was not done, or is not right: bad lines, a projection that stands still, figures that cannot be. */
  partly: 1,
  /** The command line is wrong, or names a file that cannot be read or is not what it should be. */
  usage: 2,
  /** Nothing could be done: the configuration, the database, the data directory. */
  unavailable: 3,
  /** 128 + SIGINT. */
  interrupted: 130,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];
