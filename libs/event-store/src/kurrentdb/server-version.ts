/** The first version whose subscriptions say when they have reached the end of the log. */
const OLDEST = [23, 10] as const;

/** The server cannot do what the adapter needs. */
export class UnsupportedServer extends Error {
  constructor(version: string) {
    super(`the event store is KurrentDB ${version}; Recourse needs ${OLDEST.join('.')} or later`);
    this.name = 'UnsupportedServer';
  }
}

/** @throws UnsupportedServer; a version in no known form is let through */
export function checkServerVersion(version: string | undefined): void {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  if (major === undefined) return;
  const [oldestMajor, oldestMinor] = OLDEST;
  if (Number(major) > oldestMajor || (Number(major) === oldestMajor && Number(minor) >= oldestMinor)) return;
  throw new UnsupportedServer(version!);
}
