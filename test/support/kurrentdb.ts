import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../apps/runtime/src/index.js';
import { KurrentDbNode } from './kurrentdb/node.js';
import { until } from './until.js';

export interface KurrentDbOptions {
  readonly nodes?: 1 | 3;
  /** Keeps nothing on disk: faster, and gone with its process. */
  readonly memory?: boolean;
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
    private readonly directory: string,
  ) {}

  static async start({ nodes = 1, memory = false, options = [] }: KurrentDbOptions = {}): Promise<KurrentDb> {
    const directory = await mkdtemp(join(tmpdir(), 'recourse-kurrentdb-'));
    const ports = await distinctPorts(2 * nodes);
    const [nodePorts, replicationPorts] = [ports.slice(0, nodes), ports.slice(nodes)];
    const kurrentDb = new KurrentDb(
      await Promise.all(
        nodePorts.map((port, index) =>
          prepareNode(directory, port, [
            ...(memory ? ['--mem-db'] : []),
            ...asOptions({ 'replication-port': replicationPorts[index]! }),
            ...(nodes > 1 ? membership(nodePorts, port) : []),
            ...options,
          ]),
        ),
      ),
      directory,
    );
    try {
      await Promise.all(kurrentDb.nodes.map((node) => node.start()));
      return kurrentDb;
    } catch (error) {
      await kurrentDb.remove();
      throw error;
    }
  }

  /** Of all nodes. */
  get url(): string {
    return `kurrentdb://${this.nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}?tls=false`;
  }

  /** Resolves once a single node says that it leads: for a moment a deposed leader may not know it yet. */
  leader(): Promise<KurrentDbNode> {
    return until('a leader', async () => {
      const states = await Promise.all(this.nodes.map((node) => node.state()));
      const leaders = this.nodes.filter((_, index) => states[index] === 'leader');
      return leaders.length === 1 && leaders[0];
    });
  }

  async remove(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.kill()));
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

function membership(ports: readonly number[], own: number): string[] {
  const others = ports.filter((port) => port !== own).map((port) => `127.0.0.1:${port}`);
  return asOptions({
    'cluster-size': ports.length,
    'discover-via-dns': false,
    'gossip-seed': others.join(','),
  });
}

function asOptions(values: Readonly<Record<string, string | number | boolean>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => [`--${name}`, String(value)]);
}

async function distinctPorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}
