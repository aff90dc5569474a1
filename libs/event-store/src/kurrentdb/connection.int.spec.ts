import { describeWith } from '../../../../test/support/needs.js';
import { Network } from '../../../../test/support/network.js';
import { until } from '../../../../test/support/until.js';
import { parseConnectionString } from './connection-string.js';
import { Connection } from './connection.js';

const sockets = () => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;

describeWith('KURRENTDB_URL', 'a connection to KurrentDB', (url) => {
  let network: Network;
  beforeAll(async () => {
    network = await Network.to(url);
  });
  afterAll(() => network.close());

  const connect = (reasons: string[] = []) =>
    new Connection({
      ...parseConnectionString(network.url),
      emptyStream: 'recourse-warm-up',
      onRenewed: (reason) => reasons.push(reason),
    });
  const answers = (connection: Connection) =>
    until('the server to answer', () => connection.mayRead().then(() => true));

  it('that broke many times has one socket', async () => {
    const connection = connect();
    await answers(connection);
    const before = sockets();
    for (let cuts = 0; cuts < 30; cuts++) {
      network.cut();
      await answers(connection);
    }
    await until('the sockets to close', () => sockets() <= before);
    await connection.dispose();
  });

  it('that was given up in silence leaves no socket once the network is back', async () => {
    const reasons: string[] = [];
    const connection = connect(reasons);
    await answers(connection);
    const before = sockets();
    network.silent = true;
    while (reasons.length < 3) await connection.probe();
    network.silent = false;
    network.cut();
    await answers(connection);
    await until('the sockets to close', () => sockets() <= before);
    await connection.dispose();
  });
});
