import { PostgresEventStore } from '#event-store';
import { ProjectionEngine } from '../engine.js';
import { CountingProjection } from './counting-projection.js';

/** An engine in a process of its own, to be killed: it says each batch that it has committed. */
const [url] = process.argv.slice(2);
const store = await PostgresEventStore.open({ url: url! });
const projections = [new CountingProjection({ window: { events: 1 } })];
const hooks = { onBatch: () => void process.stdout.write('batch\n') };
await new ProjectionEngine({ store, databaseUrl: url!, projections, hooks }).start();
