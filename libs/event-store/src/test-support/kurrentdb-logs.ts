import { randomUUID } from 'node:crypto';
import { KurrentDb } from '../../../../test/support/kurrentdb.js';
import { Network } from '../../../../test/support/network.js';
import { withPrefix } from '../../../../test/support/with-prefix.js';
import type { TestLog, TestServer } from '../contract/harness.js';
import { KurrentDbEventStore } from '../kurrentdb/kurrentdb-event-store.js';

/** An empty log on a server that others use too: the streams of this one begin with a prefix of their own. */
export async function sharedLog(url: string): Promise<TestLog> {
  const network = await Network.to(url);
  const own = withPrefix(network.url, `${randomUUID()}.`);
  return { ...logAt(own, () => network.close()), cutConnections: () => Promise.resolve(network.cut()) };
}

/** An empty log on a server of its own. */
export async function ownServer(): Promise<TestServer> {
  const server = await KurrentDb.start();
  const [node] = server.nodes;
  const network = await Network.to(server.url);
  return {
    ...logAt(network.url, () => network.close().finally(() => server.remove())),
    silence: () => void (network.silent = true),
    speak: () => void (network.silent = false),
    setBackTo: (position) => node!.setBackTo(BigInt(position.slice(1))),
    kill: () => node!.kill(),
    stop: () => node!.terminate(),
    start: () => node!.start(),
  };
}

/** Its clients give up soon when the server is away. */
function logAt(url: string, remove: () => Promise<void>): TestLog {
  const stores: KurrentDbEventStore[] = [];
  return {
    connect: async () => {
      const store = await KurrentDbEventStore.open({ url, retryFor: 4_000 });
      stores.push(store);
      return store;
    },
    dispose: async () => {
      await Promise.all(stores.map((store) => store.close()));
      await remove();
    },
  };
}
