import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { Ledger } from '#ledger';
import { ProjectionControl, ProjectionEngine } from '#projections';
import { PROJECTIONS, ReadModels } from '#read-models';
import { openStores, type Closers, type Configuration, type Logger } from '../../../runtime/src/index.js';
import { createApp } from '../create-app.js';
import { AppendMetrics } from '../metrics/append-metrics.js';
import { ProjectionMetrics } from '../metrics/projection-metrics.js';
import { loadReportCases } from './load-report-cases.js';
import { welcome } from './welcome.js';

/** How long the read models may take to show what the start has loaded. */
const PATIENCE_MS = 5_000;

/**
 * Starts the whole service: stores, ledger, projections and HTTP. Closing it stops taking requests, answers those it has, stops
 * the projections after the batch in hand, and closes the stores last.
 */
export async function startService(configuration: Configuration, log: Logger, closers: Closers): Promise<void> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { onGroup } = new AppendMetrics(registry);

  const { store, databaseUrl, close } = await openStores(configuration, { logger: log, onGroup });
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

  const app = await createApp({ store, ledger, readModels, projections, registry, log });
  closers.add(() => closeApp(app, configuration.shutdownTimeoutMs / 2));
  await app.listen({ host: configuration.host, port: configuration.port });
  const url = await app.getUrl();
  log.info({ url }, 'listening');

  const loaded = configuration.loadReportCases ? await loadReportCases(ledger, store, log) : undefined;
  if (loaded !== undefined && configuration.projector === 'embedded') await waitUntilShown(projections, loaded, log);
  const report = await readModels.responseTimes({ measure: 'first_reply', groupBy: 'level' });
  process.stdout.write(welcome(url, report));
}

async function waitUntilShown(projections: ProjectionControl, position: string, log: Logger): Promise<void> {
  const names = PROJECTIONS.map(({ name }) => name);
  try {
    await projections.waitFor(names, position, { timeoutMs: PATIENCE_MS });
  } catch (error) {
    // They are safe in the log; whoever keeps the read models may come later.
    log.warn({ err: error }, 'the report cases are not in the read models yet');
  }
}

/** Answers what was asked; clients who are not done by then, or do not read their answers, are cut off. */
async function closeApp(app: NestFastifyApplication, graceMs: number): Promise<void> {
  const timer = setTimeout(() => app.getHttpServer().closeAllConnections(), graceMs);
  await app.close().finally(() => clearTimeout(timer));
}
