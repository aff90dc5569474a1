import { startCluster } from '../../../../test/support/cluster.js';
import { Network } from '../../../../test/support/network.js';
import { describeEventStore } from '../contract/event-store-contract.js';
import { emptyLogs, logIn, setBackTo } from '../test-support/postgres-logs.js';

const logs = emptyLogs();
afterAll(() => logs.drop());

describeEventStore('the PostgreSQL event store', {
  createLog: () => logs.create(),
  createServer: async () => {
    const server = await startCluster();
    const network = await Network.to(server.databaseUrl);
    const remove = () => network.close().finally(() => server.remove());
    return {
      ...logIn(network.url, remove),
      silence: () => void (network.silent = true),
      speak: () => void (network.silent = false),
      setBackTo: (position) => setBackTo(server.databaseUrl, position),
      kill: () => server.kill(),
      stop: () => server.stop(),
      start: () => server.start(),
    };
  },
});
