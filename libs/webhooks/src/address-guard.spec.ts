import type { LookupAddress } from 'node:dns';
import { AddressGuard, isPublicAddress } from './address-guard.js';
import { ForbiddenUrl } from './errors.js';

const resolving = (...answers: string[][]) => {
  let asked = 0;
  return new AddressGuard(false, (_name, _options, callback) => {
    const addresses = answers[Math.min(asked++, answers.length - 1)]!;
    const found = addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (found.length > 0) callback(null, found);
    else callback(Object.assign(new Error('none'), { code: 'ENOTFOUND' }), []);
  });
};

describe('addresses', () => {
  it.each([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '192.0.0.8',
    '192.0.2.1',
    '198.18.0.1',
    '203.0.113.5',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:127.0.0.1',
    '::127.0.0.1',
    '64:ff9b::a00:1',
    '100::1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    '2002:7f00:1::',
    '3fff::1',
    'localhost',
    '',
  ])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false));

  it.each(['8.8.8.8', '93.184.216.34', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );
});

describe('a URL', () => {
  it.each([
    'https://127.0.0.1/hook',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:192.168.0.1]/',
    'https://localhost/',
    'https://internal.example/',
    'http://example.org/',
    'ftp://example.org/',
    'https://user:secret@example.org/',
    'https://example.org/#part',
    'example.org',
    '',
  ])('%s is refused', async (url) => {
    await expect(resolving(['10.0.0.1']).check(url)).rejects.toThrow(ForbiddenUrl);
  });

  it('is refused when one of its addresses is not public, and when it has none', async () => {
    await expect(resolving(['8.8.8.8', '10.0.0.1']).check('https://example.org/')).rejects.toThrow(/public internet/);
    await expect(resolving([]).check('https://example.org/')).rejects.toThrow(/cannot be resolved \(ENOTFOUND\)/);
  });

  it('is taken when all of its addresses are public', async () => {
    await resolving(['8.8.8.8', '2606:4700::1111']).check('https://example.org:8443/hook?a=b');
  });

  it('may be anything where private addresses are allowed', async () => {
    await new AddressGuard(true).check('http://127.0.0.1:1/hook');
    await new AddressGuard(true).check('http://localhost/');
  });
});

describe('the lookup of a connection', () => {
  const connect = (guard: AddressGuard, all: boolean) =>
    new Promise<unknown>((resolve) => {
      guard.lookup('example.org', { all }, (error, address) => resolve(error ?? address));
    });

  it('gives the addresses that it looked at, and no others', async () => {
    expect(await connect(resolving(['8.8.8.8', '1.1.1.1']), true)).toMatchObject([{ address: '8.8.8.8' }, {}]);
    expect(await connect(resolving(['8.8.8.8']), false)).toBe('8.8.8.8');
  });

  it('fails when the name stands for a private address by then', async () => {
    const guard = resolving(['8.8.8.8'], ['127.0.0.1']);
    await guard.check('https://example.org/');
    expect(await connect(guard, true)).toBeInstanceOf(ForbiddenUrl);
  });
});
