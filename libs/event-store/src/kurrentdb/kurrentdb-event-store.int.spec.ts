import { randomUUID } from 'node:crypto';
import { describeEventStore } from '../contract/event-store-contract.js';
import { KurrentDbEventStore } from './kurrentdb-event-store.js';

const url = process.env.KURRENTDB_URL!;
describeEventStore('the KurrentDB event store', {
  createLog: async () => {
    const stores: KurrentDbEventStore[] = [];
    const prefix = randomUUID().slice(0, 8) + '.';
    return {
      connect: async () => {
        const store = await KurrentDbEventStore.open({ url: `${url}&streamPrefix=${prefix}`, retryFor: 4000 });
        stores.push(store);
        return store;
      },
      dispose: async () => void (await Promise.all(stores.map((store) => store.close()))),
    };
  },
  createServer: 'has no server',
});
