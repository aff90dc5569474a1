import type { Channel, ClientReadableStream, Metadata } from '@grpc/grpc-js';
import { KurrentDBClient, type AppendResult } from '@kurrent/kurrentdb-client';
import service from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import type { StreamsClient } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import type { ReadReq, ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { setMaxListeners } from 'node:events';
import { finished } from 'node:stream/promises';
import { abortable } from '../abortable.js';
import type { PreparedAppend } from '../prepared-append.js';
import { InvalidConnectionString } from './connection-string.js';
import { Incoming } from './incoming.js';
import { readLogRequest } from './messages.js';
import { toEventData } from './to-event-data.js';

/** How long nothing at all may be heard while answers are due, before the server is asked whether it is there; ms. */
const SILENCE_MS = 1_000;
/** How long it has to say so, which may take finding the leader anew; ms. */
const PROBE_MS = 2_500;
const WATCH_MS = 250;

/** After so many milliseconds the server gives up an append that it cannot commit, and says so. */
const COMMIT_DEADLINE_MS = 2_000;

/**
 * What the client's own commands are made of. They are protected, not private: the client's Read goes through a native
 * addon whose connection stalls small reads for 40 ms, does not survive a failover and leaves a socket behind, so the
 * protocol's Read is called through the same channel that the appends use.
 */
interface ClientInside {
  GRPCStreamCreator<T>(
    stub: typeof StreamsClient,
    name: string,
    create: (client: StreamsClient) => T,
  ): () => Promise<T>;
  callArguments(options: { requiresLeader?: boolean }, call: { deadline: number }): [Metadata, { deadline: number }];
  getChannel(): Promise<Channel>;
  readonly capabilities: Promise<{ readonly serverVersion?: string }>;
}

interface Current {
  readonly client: KurrentDBClient;
  /** Aborted when the client is given up. */
  readonly gone: AbortController;
  /** The first append of a client may land last: one of no events goes ahead, once. */
  warm: Promise<unknown> | undefined;
}

export interface ConnectionOptions {
  readonly forClient: string;
  readonly keepAliveInterval: number;
  readonly leaderOnly: boolean;
  /** A stream of this ledger that never has events. */
  readonly emptyStream: string;
  readonly onRenewed: (reason: string) => void;
}

/** How many clients this process has made. */
let clients = 0;

/**
 * The one connection of a process to the server or the cluster. The client finds the leader again by itself when calls
 * fail; when they hang instead, this gives the client up and makes another.
 */
export class Connection {
  private current: Current;
  private due = 0;
  private heardAt = 0;
  private watch: NodeJS.Timeout | undefined;
  private watchedAt = 0;
  private probing = false;

  /** @throws InvalidConnectionString */
  constructor(private readonly options: ConnectionOptions) {
    this.current = this.newClient();
  }

  /** Appends, once. @throws whatever the client says, or that it was given up */
  append({ stream, expected, events }: PreparedAppend): Promise<AppendResult> {
    const { current } = this;
    return this.dueFor(async () => {
      await this.warmUp(current);
      return abortable(
        current.client.appendToStream(stream, events.map(toEventData), {
          streamState: expected < 0 ? 'no_stream' : BigInt(expected),
          deadline: COMMIT_DEADLINE_MS,
        }),
        current.gone.signal,
      );
    });
  }

  /** Starts a call whose answers are read as they come. */
  async open(request: ReadReq): Promise<Incoming> {
    const { client, gone } = this.current;
    const opening = startRead(client, request, { requiresLeader: this.options.leaderOnly, deadline: Infinity });
    try {
      return new Incoming(await this.dueFor(() => abortable(opening, gone.signal)));
    } catch (error) {
      opening.then((call) => call.cancel()).catch(() => undefined);
      throw error;
    }
  }

  /** Waits for what the server owes an answer to; while somebody waits, silence is looked into. */
  async dueFor<T>(answer: () => Promise<T>): Promise<T> {
    if (this.due++ === 0) this.startWatching();
    try {
      return await answer();
    } finally {
      this.heard();
      if (--this.due === 0) this.stopWatching();
    }
  }

  /** To be called whenever the server said something. */
  heard(): void {
    this.heardAt = performance.now();
  }

  /** Asks whether the server is there; when it is not, the connection has been renewed when this resolves. */
  async probe(): Promise<void> {
    if (this.probing) return;
    this.probing = true;
    const { current } = this;
    try {
      await withinMs(PROBE_MS, this.answerOf(current));
      this.heard();
    } catch (error) {
      if (this.current === current) this.renew(`it does not answer: ${(error as Error).message}`);
    } finally {
      this.probing = false;
    }
  }

  /** Reads one record. @throws whatever forbids reading the log, or keeps it from being known */
  mayRead(): Promise<void> {
    return this.dueFor(() => withinMs(PROBE_MS, this.answerOf(this.current)));
  }

  /** Appends nothing. @throws whatever forbids appending, or keeps it from being known */
  mayAppend(): Promise<unknown> {
    return this.dueFor(() => this.warmUp(this.current));
  }

  /** @returns the server's version, such as 24.6.0 */
  async serverVersion(): Promise<string | undefined> {
    const { client, gone } = this.current;
    const features = this.dueFor(() => abortable((client as unknown as ClientInside).capabilities, gone.signal));
    return (await features).serverVersion;
  }

  async dispose(): Promise<void> {
    this.stopWatching();
    await discard(this.current);
  }

  private async answerOf({ client }: Current): Promise<void> {
    const request = readLogRequest({ from: undefined, backwards: true, limit: 1, prefix: undefined });
    const call = await startRead(client, request, { requiresLeader: false, deadline: Date.now() + PROBE_MS });
    call.resume();
    await finished(call);
  }

  private warmUp(current: Current): Promise<unknown> {
    const { client, gone } = current;
    current.warm ??= abortable(
      client.appendToStream(this.options.emptyStream, [], { streamState: 'no_stream', deadline: COMMIT_DEADLINE_MS }),
      gone.signal,
    ).catch((error: unknown) => {
      current.warm = undefined;
      throw error;
    });
    return current.warm;
  }

  private newClient(): Current {
    const { forClient } = this.options;
    try {
      const client = KurrentDBClient.connectionString(`${forClient}&keepAliveInterval=${this.ownInterval()}`);
      const gone = new AbortController();
      // Everything under way waits for it, which is no leak.
      setMaxListeners(0, gone.signal);
      return { client, gone, warm: undefined };
    } catch (error) {
      // The client's own words may repeat the string, which holds a password.
      const known = /^(Failed to load certificate|userCertFile must)/.test((error as Error).message);
      throw new InvalidConnectionString(known ? (error as Error).message : 'is not understood by the client');
    }
  }

  /** gRPC shares a socket among clients of the same settings: one of its own for each, or a new client is stuck too. */
  private ownInterval(): number {
    const { keepAliveInterval } = this.options;
    return keepAliveInterval < 0 ? keepAliveInterval : keepAliveInterval + (clients++ % 1_000);
  }

  private renew(reason: string): void {
    const old = this.current;
    this.current = this.newClient();
    this.heard();
    void discard(old);
    this.options.onRenewed(reason);
  }

  private startWatching(): void {
    this.heard();
    this.watchedAt = performance.now();
    this.watch = setInterval(() => this.look(), WATCH_MS);
  }

  private stopWatching(): void {
    clearInterval(this.watch);
  }

  private look(): void {
    const now = performance.now();
    // Who was busy for long has not listened either.
    if (now - this.watchedAt > 2 * WATCH_MS) this.heard();
    this.watchedAt = now;
    if (now - this.heardAt > SILENCE_MS) void this.probe();
  }
}

/** @param options deadline is in epoch ms */
function startRead(
  client: KurrentDBClient,
  request: ReadReq,
  { requiresLeader, deadline }: { requiresLeader: boolean; deadline: number },
): Promise<ClientReadableStream<ReadResp>> {
  const inside = client as unknown as ClientInside;
  const start = inside.GRPCStreamCreator<ClientReadableStream<ReadResp>>(service.StreamsClient, 'read', (stub) =>
    stub.read(request, ...inside.callArguments({ requiresLeader }, { deadline })),
  );
  return start();
}

/** Ends all calls of a client, and closes its sockets; a search for the leader may go on for a while behind it. */
async function discard({ client, gone }: Current): Promise<void> {
  gone.abort(new Error('the connection was given up'));
  const closing = (client as unknown as ClientInside).getChannel().then((channel) => channel.close());
  closing.catch(() => undefined);
  await client.dispose();
}

async function withinMs<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  const late = AbortSignal.timeout(milliseconds);
  return abortable(promise, late);
}
