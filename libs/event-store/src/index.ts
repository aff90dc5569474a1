export { canonicalJson } from './canonical-json.js';
export {
  EventTooLarge,
  InvalidAppend,
  InvalidEvent,
  InvalidRead,
  MAX_APPEND_BYTES,
  StoreUnavailable,
  WrongExpectedRevision,
} from './errors.js';
export { InvalidConnectionString, parseConnectionString } from './kurrentdb/connection-string.js';
export type { KurrentDbEventStore, KurrentDbEventStoreOptions } from './kurrentdb/kurrentdb-event-store.js';
export { openKurrentDbEventStore } from './kurrentdb/open.js';
export { UnsupportedServer } from './kurrentdb/server-version.js';
export { UnsafeRetention, type Truncation } from './kurrentdb/unsafe-retention.js';
export { MemoryEventStore } from './memory/memory-event-store.js';
export { MemoryLog } from './memory/memory-log.js';
export { eventsOf, readWholeStream } from './pages.js';
export * from './port.js';
export { countedBy, POSITION, type Counted } from './position-shape.js';
export { PostgresEventStore, type PostgresEventStoreOptions } from './postgres/postgres-event-store.js';
export { storedBytes } from './prepared-append.js';
export { WakeUp } from './wake-up.js';
