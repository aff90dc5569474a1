import { describeEventStore } from '../contract/event-store-contract.js';
import type { EventStore } from '../port.js';
import { MemoryEventStore } from './memory-event-store.js';
import { MemoryLog } from './memory-log.js';

describeEventStore('the memory event store', {
  createServer: 'has no server',
  createLog: async () => {
    const log = new MemoryLog();
    const stores: EventStore[] = [];
    return {
      connect: async () => {
        const store = new MemoryEventStore(log);
        stores.push(store);
        return store;
      },
      dispose: async () => {
        await Promise.all(stores.map((store) => store.close()));
      },
    };
  },
});
