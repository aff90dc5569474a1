import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KurrentDbNode } from './kurrentdb/node.js';
import { Network } from './network.js';
import { steadyPorts } from './steady-port.js';
import { until } from './until.js';

export interface KurrentDbOptions {
  readonly nodes?: 1 | 3;
  /** Keeps nothing on disk: faster, and gone with its process. */
  readonly memory?: boolean;
  /** Puts a network before each node; the nodes tell clients its address instead of their own. */
  readonly networks?: boolean;
  /** Further options of every node. */
  readonly options?: readonly string[];
}

/** What a test's few events need, on a machine that has other work. */
const SMALL = {
  'chunk-size': 16 * 2 ** 20,
  'chunks-cache-size': 32 * 2 ** 20,
  'cached-chunks': 1,
  'max-mem-table-size': 100_000,
  'stream-existence-filter-size': 5_000_000,
};
const PRIVATE = {
  'node-ip': '127.0.0.1',
  'replication-ip': '127.0.0.1',
  'run-projections': 'None',
  'log-level': 'Warning',
  'stats-period-sec': 3_600,
};

/** The servers of one test file: a single node, or three that elect a leader; `remove` ends them. */
export class KurrentDb {
  private constructor(
    readonly nodes: readonly KurrentDbNode[],
    /** One before each node, in their order; none unless they were asked for. */
    readonly networks: readonly Network[],
    private readonly directory: string,
  ) {}

  static async start({ nodes = 1, memory, networks, options = [] }: KurrentDbOptions = {}): Promise<KurrentDb> {
    const directory = await mkdtemp(join(tmpdir(), 'recourse-kurrentdb-'));
    const ports = await steadyPorts(2 * nodes);
    const members = ports.slice(0, nodes).map((port, index) => ({ port, replicationPort: ports[nodes + index]! }));
    const between = networks ? await Promise.all(members.map(({ port }) => Network.to(urlOf([port])))) : [];
    const all = await Promise.all(
      members.map((member, index) =>
        prepareNode(directory, member.port, [
          ...(memory ? ['--mem-db'] : []),
          ...asOptions({ 'replication-port': member.replicationPort, ...advertised(between[index]) }),
          ...(nodes > 1 ? membership(members, member) : []),
          ...options,
        ]),
      ),
    );
    const kurrentDb = new KurrentDb(all, between, directory);
    try {
      await Promise.all(all.map((node) => node.start()));
      return kurrentDb;
    } catch (error) {
      await kurrentDb.remove();
      throw error;
    }
  }

  /** Of all nodes, through the networks before them. */
  get url(): string {
    return urlOf((this.networks.length > 0 ? this.networks : this.nodes).map(({ port }) => port));
  }

  /** Resolves once a single node says that it leads: for a moment a deposed leader may not know it yet. */
  leader(): Promise<KurrentDbNode> {
    return until('a leader', async () => {
      const states = await Promise.all(this.nodes.map((node) => node.state()));
      const leaders = this.nodes.filter((_, index) => states[index] === 'leader');
      return leaders.length === 1 && leaders[0];
    });
  }

  /** Resolves once every node takes part again, under one leader. */
  async ready(): Promise<void> {
    await until('a whole cluster', async () => {
      const states = await Promise.all(this.nodes.map((node) => node.state()));
      return (
        states.filter((state) => state === 'leader').length === 1 &&
        states.every((state) => ['leader', 'follower'].includes(state))
      );
    });
  }

  async remove(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.kill()));
    await Promise.all(this.networks.map((network) => network.close()));
    await rm(this.directory, { recursive: true, force: true });
  }
}

async function prepareNode(parent: string, port: number, options: readonly string[]): Promise<KurrentDbNode> {
  const directory = join(parent, String(port));
  await mkdir(directory);
  return new KurrentDbNode({
    command: clusterCommand(),
    port,
    directory,
    options: ['--insecure', ...asOptions({ ...PRIVATE, ...SMALL }), ...options],
  });
}

function clusterCommand(): string[] {
  const command = process.env.KURRENTDB_CLUSTER_COMMAND?.trim();
  if (!command) throw new Error('KURRENTDB_CLUSTER_COMMAND is not set: it names the server’s command');
  return command.split(/\s+/);
}

interface Member {
  readonly port: number;
  readonly replicationPort: number;
}

function membership(members: readonly Member[], own: Member): string[] {
  const others = members.filter((member) => member !== own).map(({ port }) => `127.0.0.1:${port}`);
  return asOptions({
    'cluster-size': members.length,
    'discover-via-dns': false,
    'gossip-seed': others.join(','),
  });
}

/** Nodes go on knowing each other by their own addresses: only clients are sent through the networks. */
function advertised(network: Network | undefined): Record<string, string | number> {
  if (!network) return {};
  return { 'advertise-host-to-client-as': '127.0.0.1', 'advertise-node-port-to-client-as': network.port };
}

function urlOf(ports: readonly number[]): string {
  return `kurrentdb://${ports.map((port) => `127.0.0.1:${port}`).join(',')}?tls=false`;
}

function asOptions(values: Readonly<Record<string, string | number | boolean>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => [`--${name}`, String(value)]);
}
