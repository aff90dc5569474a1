import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { NestLogger } from '../../runtime/src/index.js';
import { AppModule } from './app.module.js';
import { createServer } from './http/server.js';
import { RequestMetrics } from './metrics/request-metrics.js';
import { ProblemFilter } from './problems/problem.filter.js';
import type { Resources } from './resources.js';

/** The API over resources that are open already; it listens to nothing yet, and closes none of them. */
export async function createApp(resources: Resources): Promise<NestFastifyApplication> {
  const { log, registry } = resources;
  const { adapter, allowed } = createServer({ log, metrics: new RequestMetrics(registry) });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(resources), adapter, {
    logger: new NestLogger(log),
    // The server parses JSON and nothing else by itself.
    bodyParser: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter(log, allowed));
  await app.init();
  return app;
}
