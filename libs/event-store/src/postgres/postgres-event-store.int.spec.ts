import { startCluster } from '../../../../test/support/cluster.js';
import { describeEventStore } from '../contract/event-store-contract.js';
import { emptyLogs, logIn } from '../test-support/postgres-logs.js';

const logs = emptyLogs();
afterAll(() => logs.drop());

describeEventStore('the PostgreSQL event store', {
  createLog: () => logs.create(),
  createServer: async () => {
    const server = await startCluster();
    return {
      ...logIn(server.databaseUrl, () => server.remove()),
      kill: () => server.kill(),
      stop: () => server.stop(),
      start: () => server.start(),
    };
  },
});
