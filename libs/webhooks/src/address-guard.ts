import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { ForbiddenUrl } from './errors.js';

type Resolve = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Addresses that IANA has given out to hosts of IPv6; all others of that family are special in some way. */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];

/** Whether an address is one of a host on the internet: not private, loopback, link-local, multicast or otherwise special. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address within an IPv6 one is what is connected to.
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(GLOBAL_UNICAST);
}

/**
 * Keeps deliveries away from what only this machine or its network should reach. The addresses that a name stands for are
 * looked at in the very lookup that a connection is made with: a name that stands for another address the next time is
 * found out then.
 */
export class AddressGuard {
  /** @param allowPrivate lets everything pass, plain HTTP included */
  constructor(
    private readonly allowPrivate: boolean,
    private readonly resolve: Resolve = systemLookup,
  ) {}

  /** For a connection; fails with ForbiddenUrl. */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    this.resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const failure = error ?? this.problemWith(addresses);
      if (failure) return callback(failure, '', 0);
      if (options.all) return callback(null, addresses);
      const [{ address, family }] = addresses as [LookupAddress];
      callback(null, address, family);
    });
  };

  /** What can be said of a URL without looking up its name. @throws ForbiddenUrl */
  checkUrl(text: string): URL {
    if (!URL.canParse(text)) throw new ForbiddenUrl('must be a URL');
    const url = new URL(text);
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && this.allowPrivate)) {
      throw new ForbiddenUrl(
        'must begin with https://, since events hold people’s data (http:// needs WEBHOOKS_ALLOW_PRIVATE)',
      );
    }
    if (url.username || url.password) throw new ForbiddenUrl('must hold no user or password, which would be shown');
    if (url.hash) throw new ForbiddenUrl('must have no fragment, which is never sent');
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    const problem = isIP(literal) ? this.problemWith([{ address: literal, family: isIP(literal) }]) : undefined;
    if (problem) throw problem;
    return url;
  }

  /** Looks up the name as well. @throws ForbiddenUrl */
  async check(text: string): Promise<void> {
    const { hostname } = this.checkUrl(text);
    if (isIP(hostname.replace(/^\[|\]$/g, ''))) return;
    const addresses = await new Promise<LookupAddress[]>((resolve, reject) => {
      this.resolve(hostname, { all: true }, (error, found) =>
        error ? reject(new ForbiddenUrl(`names a host that cannot be resolved (${error.code})`)) : resolve(found),
      );
    });
    const problem = this.problemWith(addresses);
    if (problem) throw problem;
  }

  /** One address that is not public is enough: which one would be connected to is not ours to choose. */
  private problemWith(addresses: readonly LookupAddress[]): ForbiddenUrl | undefined {
    if (this.allowPrivate || (addresses.length > 0 && addresses.every(({ address }) => isPublicAddress(address)))) {
      return undefined;
    }
    return new ForbiddenUrl('must name a host on the public internet (others need WEBHOOKS_ALLOW_PRIVATE)');
  }
}
