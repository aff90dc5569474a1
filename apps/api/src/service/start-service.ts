import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Position } from '#event-store';
import { Ledger } from '#ledger';
import { ProjectionControl, ProjectionEngine } from '#projections';
import { PROJECTIONS, ReadModels } from '#read-models';
import { WebhookDeliverer, Webhooks } from '#webhooks';
import { openStores, type Closers, type Configuration, type Logger } from '../../../runtime/src/index.js';
import { createApp } from '../create-app.js';
import { AppendMetrics } from '../metrics/append-metrics.js';
import { ProjectionMetrics } from '../metrics/projection-metrics.js';
import { WebhookMetrics } from '../metrics/webhook-metrics.js';
import { RetentionMetrics } from '../metrics/retention-metrics.js';
import { loadReportCases } from './load-report-cases.js';
import { requireUsableAddress } from './usable-address.js';
import { welcome } from './welcome.js';

/** How long the read models may take to show what the log holds. */
const PATIENCE_MS = 5_000;

/**
 * Starts the whole service: stores, ledger, projections and HTTP. Closing it stops taking requests, answers those it has, stops
 * the projections after the batch in hand, and closes the stores last.
 */
export async function startService(configuration: Configuration, log: Logger, closers: Closers): Promise<void> {
  // Before a database is set up for nothing.
  await requireUsableAddress(configuration.host, configuration.port);
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { onGroup } = new AppendMetrics(registry);
  const retention = new RetentionMetrics(registry);

  const { store, databaseUrl, close } = await openStores(configuration, {
    logger: log,
    onGroup,
    onTruncations: retention.onTruncations,
  });
  closers.add(close);
  const readModels = await ReadModels.open({ url: databaseUrl });
  closers.add(() => readModels.close());
  const ledger = new Ledger(store);

  const projecting = { store, databaseUrl, projections: PROJECTIONS };
  const projections = new ProjectionControl(projecting);
  closers.add(() => projections.close());
  await projections.register();
  const { hooks } = new ProjectionMetrics(registry, projections);
  if (configuration.projector === 'embedded') {
    const engine = new ProjectionEngine({ ...projecting, control: projections, logger: log, hooks });
    closers.add(() => engine.stop());
    await engine.start();
  }
  const webhookSettings = { store, databaseUrl, ...configuration.webhooks };
  const webhooks = new Webhooks(webhookSettings);
  closers.add(() => webhooks.close());
  if (configuration.projector === 'embedded') {
    const { hooks: deliveryHooks } = new WebhookMetrics(registry);
    const deliverer = new WebhookDeliverer({ ...webhookSettings, states: ledger, logger: log, hooks: deliveryHooks });
    closers.add(() => deliverer.stop());
    deliverer.start();
  }

  const app = await createApp({ store, ledger, readModels, projections, webhooks, retention, registry, log });
  closers.add(() => closeApp(app, configuration.shutdownTimeoutMs / 2));
  await app.listen({ host: configuration.host, port: configuration.port });
  const url = await app.getUrl();
  log.info({ url }, 'listening');

  if (configuration.loadReportCases) await loadReportCases(ledger, store, log);
  const shown = await isWholeLogShown(projections, await store.head(), log);
  const report = shown ? await readModels.responseTimes({}, Date.now()) : undefined;
  process.stdout.write(welcome(url, report));
}

/** Whether the read models have everything in the log, or soon do. */
async function isWholeLogShown(
  projections: ProjectionControl,
  head: Position | undefined,
  log: Logger,
): Promise<boolean> {
  const names = PROJECTIONS.map(({ name }) => name);
  try {
    await projections.waitFor(names, head ?? '', { timeoutMs: PATIENCE_MS });
    return true;
  } catch (error) {
    // Whoever keeps the read models may come later.
    log.warn({ reason: (error as Error).message }, 'the read models do not show the whole log yet');
    return false;
  }
}

/** Answers what was asked; clients who are not done by then, or do not read their answers, are cut off. */
async function closeApp(app: NestFastifyApplication, graceMs: number): Promise<void> {
  const timer = setTimeout(() => app.getHttpServer().closeAllConnections(), graceMs);
  await app.close().finally(() => clearTimeout(timer));
}
