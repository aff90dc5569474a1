import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { ConfigurationError, DataDirectoryInUse, explain } from '../index.js';

describe('the explanation of a failed start', () => {
  it('is the message alone where the cause is known', () => {
    expect(explain(new DataDirectoryInUse('/data', 42))).toMatch(/^the data directory \/data is held by process 42: /);
    expect(explain(new ConfigurationError([{ variable: 'PORT', reason: 'must be small' }]))).toBe(
      'the configuration is wrong:\n  PORT must be small',
    );
  });

  it('names the port that is in use', async () => {
    const first = createServer().listen(0, '127.0.0.1');
    await once(first, 'listening');
    const { port } = first.address() as AddressInfo;
    const [error] = (await once(createServer().listen(port, '127.0.0.1'), 'error')) as [Error];
    expect(explain(error)).toBe(`port ${port} on 127.0.0.1 is in use: stop who listens there, or set PORT`);
    first.close();
  });

  it('names an address that is not of this machine', async () => {
    const server = createServer().listen(0, '192.0.2.1');
    const [error] = (await once(server, 'error')) as [Error];
    expect(explain(error)).toContain('192.0.2.1 is no address of this machine');
  });

  it('names the host that nobody knows', async () => {
    const server = createServer().listen(0, 'no.such.host.invalid');
    const [error] = (await once(server, 'error')) as [Error];
    expect(explain(error)).toMatch(/^the host name no.such.host.invalid cannot be resolved \(.+\): is HOST right\?$/);
  });

  it('names the database server that does not answer', async () => {
    const [error] = (await once(connect(1, '127.0.0.1'), 'error')) as [Error];
    expect(explain(error)).toBe('nobody answers at 127.0.0.1:1: is DATABASE_URL right, and does that server run?');
  });

  it('has the stack of anything else', () => {
    expect(explain(new TypeError('oops'))).toContain('explain.spec');
  });
});
