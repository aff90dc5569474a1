import { setTimeout as sleep } from 'node:timers/promises';
import type { KurrentDb } from '../../support/kurrentdb.js';
import type { KurrentDbNode } from '../../support/kurrentdb/node.js';
import type { Network } from '../../support/network.js';

/** What goes on meanwhile, as far as a fault waits for it. */
export interface Meanwhile {
  /** Resolves when writes are acknowledged again, by appends and commands, and the projections have moved. */
  goesOn(): Promise<void>;
  /** Resolves when an append and a command were refused for now. */
  isRefused(): Promise<void>;
}

export interface Fault {
  readonly name: string;
  /** Nothing can be written before it is over: then the time until writes go on counts from there. */
  readonly stopsWrites?: boolean;
  /** Does it. @returns what sets it right again, and resolves when it is */
  strike(cluster: KurrentDb, meanwhile: Meanwhile): Promise<() => Promise<void>>;
}

const FROZEN_MS = 30_000;
const SILENT_MS = 10_000;
const SLOW_MS = 10_000;
/** There and back it takes twice as long. */
const DELAY_MS = 100;
const BREAKS = 5;
const BREAK_EVERY_MS = 1_000;

export const FAULTS = {
  'leader-killed': {
    name: 'leader killed (SIGKILL)',
    strike: losing((leader) => leader.kill()),
  },
  'leader-terminated': {
    name: 'leader stopped (SIGTERM)',
    strike: losing((leader) => leader.terminate()),
  },
  'leader-frozen': {
    name: 'leader frozen for 30 s (SIGSTOP)',
    strike: async (cluster) => {
      const leader = await cluster.leader();
      leader.freeze();
      await sleep(FROZEN_MS);
      leader.thaw();
      return () => cluster.ready();
    },
  },
  'follower-killed': {
    name: 'a follower killed',
    strike: async (cluster, meanwhile) => {
      const [follower] = await followers(cluster);
      await follower!.kill();
      await meanwhile.goesOn();
      return () => follower!.start();
    },
  },
  'quorum-lost': {
    name: 'leader and a follower killed',
    stopsWrites: true,
    strike: async (cluster, meanwhile) => {
      const lost = [await cluster.leader(), (await followers(cluster))[0]!];
      await Promise.all(lost.map((node) => node.kill()));
      await meanwhile.isRefused();
      return async () => void (await Promise.all(lost.map((node) => node.start())));
    },
  },
  'network-silent': {
    name: 'network to all nodes silent for 10 s',
    stopsWrites: true,
    strike: async ({ networks }) => {
      networks.forEach((network) => (network.silent = true));
      await sleep(SILENT_MS);
      return async () => networks.forEach((network) => (network.silent = false));
    },
  },
  'leader-unreachable': {
    name: 'network to the leader silent for 10 s',
    stopsWrites: true,
    strike: async (cluster) => {
      const network = cluster.networks[cluster.nodes.indexOf(await cluster.leader())]!;
      network.silent = true;
      await sleep(SILENT_MS);
      return async () => void (network.silent = false);
    },
  },
  'network-slow': {
    name: 'network slow (200 ms there and back) for 10 s',
    strike: async ({ networks }) => {
      networks.forEach((network) => (network.delay = DELAY_MS));
      await sleep(SLOW_MS);
      return async () => networks.forEach((network) => (network.delay = 0));
    },
  },
  'connections-cut': {
    name: 'all connections cut, 5 times in 5 s',
    strike: ({ networks }) => again(() => networks.forEach((network) => network.cut())),
  },
  'connections-half-closed': {
    name: 'all connections half-closed, 5 times in 5 s',
    strike: ({ networks }) => {
      let side: Parameters<Network['halfClose']>[0] = 'server';
      return again(() => {
        side = side === 'server' ? 'client' : 'server';
        networks.forEach((network) => network.halfClose(side));
      });
    },
  },
} satisfies Record<string, Fault>;

export type FaultName = keyof typeof FAULTS;

function losing(end: (leader: KurrentDbNode) => Promise<void>): Fault['strike'] {
  return async (cluster, meanwhile) => {
    const leader = await cluster.leader();
    await end(leader);
    await meanwhile.goesOn();
    return () => leader.start();
  };
}

async function followers(cluster: KurrentDb) {
  const leader = await cluster.leader();
  return cluster.nodes.filter((node) => node !== leader);
}

async function again(breakIt: () => void): Promise<() => Promise<void>> {
  for (let times = 0; times < BREAKS; times++) {
    breakIt();
    await sleep(BREAK_EVERY_MS);
  }
  return async () => undefined;
}
