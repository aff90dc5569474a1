import { randomInt } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import pg from 'pg';
import { parseConnectionString } from '#event-store';
import { connectionTo, hangUp } from '#postgres';
import { isKurrentDb } from './configuration/is-store-url.js';

const PATIENCE_MS = 30_000;
const KURRENTDB_PORT = '2113';

/**
 * Whether two URLs name one log, or logs of which one would see what is appended to the other, by whatever names and
 * users. @throws what the drivers throw when a server cannot be asked
 */
export async function isSameLog(one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  if (isKurrentDb(one) !== isKurrentDb(other)) return false;
  return isKurrentDb(one) ? shareServer(one, other) : shareDatabase(one, other);
}

/** A prefix that begins with the other's shares its streams. */
async function shareServer(one: string, other: string): Promise<boolean> {
  const [a, b] = [one, other].map((url) => parseConnectionString(url).streamPrefix);
  if (!a!.startsWith(b!) && !b!.startsWith(a!)) return false;
  const [ours, theirs] = await Promise.all([addressesOf(one), addressesOf(other)]);
  return ours.some((address) => theirs.includes(address));
}

async function addressesOf(url: string): Promise<string[]> {
  const resolved = parseConnectionString(url).hosts.map(async (host) => {
    const [name = '', port = KURRENTDB_PORT] = host.split(':');
    const found = await lookup(name, { all: true }).catch(() => [{ address: name }]);
    return found.map(({ address }) => `${isLoopback(address) ? 'loopback' : address}:${port}`);
  });
  return (await Promise.all(resolved)).flat();
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

/** A lock that one of them holds is free in every other database. */
async function shareDatabase(one: string, other: string): Promise<boolean> {
  const clients = [one, other].map((url) => new pg.Client(connectionTo(url, 'copy', PATIENCE_MS)));
  for (const client of clients) client.on('error', () => undefined);
  const key = randomInt(2 ** 31);
  const lock = async (client: pg.Client) => {
    await client.connect();
    const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock(727, $1) AS locked', [key]);
    return rows[0]!.locked;
  };
  try {
    await lock(clients[0]!);
    return !(await lock(clients[1]!));
  } finally {
    await Promise.all(clients.map((client) => hangUp(client)));
  }
}
