import { InvalidConnectionString, parseConnectionString } from './connection-string.js';

describe('a connection string', () => {
  it('of one node is handed to the client with our defaults', () => {
    expect(parseConnectionString('kurrentdb://db.example:2113?tls=false')).toEqual({
      forClient: 'kurrentdb://db.example:2113?gossipTimeout=1&connectionName=recourse&tls=false',
      hosts: ['db.example:2113'],
      keepAliveInterval: 10_000,
      streamPrefix: '',
      leaderOnly: true,
    });
  });

  it('of several nodes, of a name of the DNS, and of the former name of the server are understood', () => {
    const clients = ['kurrentdb://a:1,b:2,c', 'kurrentdb+discover://cluster.example', 'esdb+discover://x/'].map(
      (text) => parseConnectionString(text).forClient.split('?')[0],
    );
    expect(clients).toEqual([
      'kurrentdb://a:1,b:2,c',
      'kurrentdb+discover://cluster.example',
      'kurrentdb+discover://x',
    ]);
  });

  it('keeps credentials as they are encoded, and names of files', () => {
    const { forClient } = parseConnectionString(
      'kurrentdb://admin:p%40ss%3A@a:2113?tls=true&tlsCAFile=/etc/a%20b/ca.crt&userCertFile=/c&userKeyFile=/k',
    );
    expect(forClient).toContain('kurrentdb://admin:p%40ss%3A@a:2113?');
    expect(forClient).toContain('tlsCAFile=%2Fetc%2Fa%20b%2Fca.crt');
  });

  it('may say otherwise than our defaults, in any case', () => {
    const { forClient, leaderOnly, streamPrefix } = parseConnectionString(
      'kurrentdb://a?GOSSIPTIMEOUT=7&nodePreference=follower&streamPrefix=trial-',
    );
    expect(forClient).toContain('gossipTimeout=7');
    expect(forClient).not.toContain('streamPrefix');
    expect({ leaderOnly, streamPrefix }).toEqual({ leaderOnly: false, streamPrefix: 'trial-' });
  });

  it.each([
    'http://a',
    'kurrentdb://',
    'kurrentdb:a',
    'kurrentdb://a:b:c',
    'kurrentdb://a,,b',
    'kurrentdb://s3cret@a',
    'kurrentdb://u:s3:cret@a',
    'kurrentdb://u:s3cret@@a',
    'kurrentdb://u:s3cret/@a',
    'kurrentdb://a?tls=s3cret',
    'kurrentdb://a?s3cret=1',
    'kurrentdb://a?throwOnAppendFailure=false',
    'kurrentdb://a?defaultDeadline=1',
    'kurrentdb://a?tls=true?s3cret',
    'kurrentdb://a?streamPrefix=$s3cret',
    'kurrentdb://a?gossipTimeout=-1',
  ])('%s is refused, and not repeated', (text) => {
    const refused = () => parseConnectionString(text);
    expect(refused).toThrow(InvalidConnectionString);
    expect(refused).not.toThrow(/s3cret/);
  });
});
