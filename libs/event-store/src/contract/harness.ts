import type { EventStore, Position } from '../port.js';

/** One log, and as many clients of it as a test wants. */
export interface TestLog {
  /** Another client, as a restarted or a second process would have. */
  connect(): Promise<EventStore>;
  /** Breaks every client's connections, whatever they are in the middle of. */
  cutConnections?(): Promise<void>;
  /** Closes the clients and forgets the log. */
  dispose(): Promise<void>;
}

/** A log on a server of its own. */
export interface TestServer extends TestLog {
  /** From now on nothing that is sent arrives, and nobody hears of it. */
  silence(): void;
  /** Ends the silence, for new connections. */
  speak(): void;
  /** Leaves the log as a restore of an old backup does: without what came after the position. */
  setBackTo(position: Position): Promise<void>;
  /** Ends at once, as by a power cut. */
  kill(): Promise<void>;
  /** Ends in order. When this resolves nobody is answered any more. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** How the contract suite gets at an adapter. */
export interface EventStoreHarness {
  /** An empty log. */
  createLog(): Promise<TestLog>;
  /** An empty log on a server of its own. */
  readonly createServer: (() => Promise<TestServer>) | 'has no server';
}

/** What `beforeEach` prepares: an empty log and a client of it. */
export interface LogUnderTest {
  log: TestLog;
  store: EventStore;
}

/** Gives each test of the current block an empty log. */
export function useLog(harness: EventStoreHarness): LogUnderTest {
  const current = {} as LogUnderTest;
  beforeEach(async () => {
    current.log = await harness.createLog();
    current.store = await current.log.connect();
  });
  afterEach(() => current.log.dispose());
  return current;
}
