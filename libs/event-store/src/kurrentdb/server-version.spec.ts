import { checkServerVersion, UnsupportedServer } from './server-version.js';

describe('the server’s version', () => {
  it.each(['23.10.0', '24.6.0', '25.1.3-rc.1', '26.0', undefined, 'nightly'])('%s will do', (version) => {
    expect(() => checkServerVersion(version)).not.toThrow();
  });

  it.each(['23.6.1', '22.10.5', '5.0.11'])('%s will not', (version) => {
    expect(() => checkServerVersion(version)).toThrow(UnsupportedServer);
  });
});
