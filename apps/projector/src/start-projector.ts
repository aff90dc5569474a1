import { Ledger } from '#ledger';
import { ProjectionEngine } from '#projections';
import { PROJECTIONS, ReadModels } from '#read-models';
import { WebhookDeliverer } from '#webhooks';
import { attachStores, type Closers, type Configuration, type Logger } from '../../runtime/src/index.js';

/**
 * Starts the projections and the deliveries of webhooks as a process of their own, beside servers with PROJECTOR=off or
 * any others: one engine is active for each projection and one for the deliveries, the rest stand by. Closing it finishes
 * what is in hand.
 */
export async function startProjector(configuration: Configuration, logger: Logger, closers: Closers): Promise<void> {
  const { store, databaseUrl, close } = await attachStores(configuration, { logger });
  closers.add(close);
  const readModels = await ReadModels.open({ url: databaseUrl });
  closers.add(() => readModels.close());
  const engine = new ProjectionEngine({ store, databaseUrl, projections: PROJECTIONS, logger });
  closers.add(() => engine.stop());
  await engine.start();
  const states = new Ledger(store);
  const deliverer = new WebhookDeliverer({ store, states, databaseUrl, ...configuration.webhooks, logger });
  closers.add(() => deliverer.stop());
  deliverer.start();
  logger.info({ projections: PROJECTIONS.map(({ name }) => name) }, 'projecting');
}
