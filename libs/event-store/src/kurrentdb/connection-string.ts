/**
 * The connection strings of KurrentDB as its clients take them, and what Recourse adds:
 * `kurrentdb://[user:password@]host[:port][,host[:port]…][?name=value[&name=value…]]` for nodes known by name, and
 * `kurrentdb+discover://name[:port]` for a name of the DNS that stands for all of them.
 */

/** Parameters that are handed to the client, with the values they may have. */
const CLIENT_PARAMETERS: Readonly<Record<string, RegExp>> = {
  tls: /^(true|false)$/,
  tlsVerifyCert: /^(true|false)$/,
  tlsCAFile: /./,
  userCertFile: /./,
  userKeyFile: /./,
  nodePreference: /^(leader|follower|random|readOnlyReplica)$/i,
  discoveryInterval: /^\d+$/,
  gossipTimeout: /^\d+$/,
  maxDiscoverAttempts: /^\d+$/,
  keepAliveInterval: /^(-1|\d+)$/,
  keepAliveTimeout: /^(-1|\d+)$/,
  connectionName: /./,
};

/** Keeps several ledgers apart on one server: it begins the name of every stream of this one. */
const STREAM_PREFIX = 'streamPrefix';

/**
 * What the client is told unless the string says otherwise. Its gossip timeout, in seconds, is how long one node that
 * hangs may hold up finding the leader.
 */
const DEFAULTS: Readonly<Record<string, string>> = { gossipTimeout: '1', connectionName: 'recourse' };

/** The former name of the server is still in many connection strings. */
const SCHEME = /^(?:kurrentdb|esdb)(\+discover)?:\/\//;
const HOST = /^[\w.-]+(?::\d{1,5})?$/;

export interface ConnectionString {
  /** As the client understands it; it ends with parameters, to which more may be added. */
  readonly forClient: string;
  /** host or host:port of each node, or the name that stands for them. */
  readonly hosts: readonly string[];
  /** When the client asks a quiet connection whether it is alive; ms, -1 for never. */
  readonly keepAliveInterval: number;
  /** '' when the server holds this ledger alone. */
  readonly streamPrefix: string;
  /** Whether calls are to be answered by the leader, which is the only node that is never behind. */
  readonly leaderOnly: boolean;
}

/** A connection string that cannot be used. Its message never repeats what may be a secret. */
export class InvalidConnectionString extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'InvalidConnectionString';
  }
}

/** @throws InvalidConnectionString */
export function parseConnectionString(text: string): ConnectionString {
  const scheme = SCHEME.exec(text);
  if (!scheme) throw new InvalidConnectionString('must begin with kurrentdb:// or kurrentdb+discover://');
  const [address = '', query = '', ...more] = text.slice(scheme[0].length).split('?');
  if (more.length > 0) throw new InvalidConnectionString('must have at most one ?');
  const userAndHosts = address.replace(/\/$/, '');
  const hosts = checkedHosts(userAndHosts);
  const { [STREAM_PREFIX]: streamPrefix = '', keepAliveInterval = '10000', ...parameters } = checkedParameters(query);
  const forClient = Object.entries({ ...DEFAULTS, ...parameters }).map(([name, value]) => `${name}=${encode(value)}`);
  return {
    forClient: `kurrentdb${scheme[1] ?? ''}://${userAndHosts}?${forClient.join('&')}`,
    hosts,
    keepAliveInterval: Number(keepAliveInterval),
    streamPrefix,
    leaderOnly: (parameters['nodePreference'] ?? 'leader').toLowerCase() === 'leader',
  };
}

function checkedHosts(address: string): string[] {
  const at = address.lastIndexOf('@');
  const credentials = at < 0 ? undefined : address.slice(0, at);
  // The client takes all up to the last @, but splits it at every colon.
  if (credentials !== undefined && !/^[^:@/]+:[^:@/]+$/.test(credentials)) {
    throw new InvalidConnectionString('must have user:password before the @ (special characters percent-encoded)');
  }
  const hosts = address.slice(at + 1).split(',');
  if (!hosts.every((host) => HOST.test(host))) {
    throw new InvalidConnectionString('must name hosts as host:port, with commas between them');
  }
  return hosts;
}

function checkedParameters(query: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const known = Object.keys(CLIENT_PARAMETERS).find((other) => other.toLowerCase() === name.toLowerCase());
    if (known && !CLIENT_PARAMETERS[known]!.test(value)) {
      throw new InvalidConnectionString(`must have another value for ${known}`);
    }
    if (!known && name !== STREAM_PREFIX) {
      const names = [...Object.keys(CLIENT_PARAMETERS), STREAM_PREFIX].join(', ');
      throw new InvalidConnectionString(`must have no parameters but ${names}`);
    }
    if (name === STREAM_PREFIX && !/^[\w.-]{1,64}$/.test(value)) {
      throw new InvalidConnectionString(`must have 1 to 64 letters, digits, dots, dashes or underlines as ${name}`);
    }
    parameters[known ?? name] = value;
  }
  return parameters;
}

/** The client decodes names of files and of the connection, and no other value. */
function encode(value: string): string {
  return encodeURIComponent(value);
}
