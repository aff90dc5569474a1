import { describeWith } from '../../../../test/support/needs.js';
import { describeEventStore } from '../contract/event-store-contract.js';
import { ownServer, sharedLog } from '../test-support/kurrentdb-logs.js';

describeWith('KURRENTDB_URL', 'on a KurrentDB server', (url) => {
  describeEventStore('the KurrentDB event store', {
    createLog: () => sharedLog(url),
    createServer: process.env.KURRENTDB_CLUSTER_COMMAND ? ownServer : 'has no server',
  });
});
