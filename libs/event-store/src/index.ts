export * from './errors.js';
export { MemoryEventStore } from './memory/memory-event-store.js';
export { MemoryLog } from './memory/memory-log.js';
export { eventsOf, readWholeStream } from './pages.js';
export * from './port.js';
export { PostgresEventStore, type PostgresEventStoreOptions } from './postgres/postgres-event-store.js';
export { WakeUp } from './wake-up.js';
