import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Registry } from 'prom-client';
import { REGISTRY } from '../resources.js';

@Controller('metrics')
export class MetricsController {
  constructor(@Inject(REGISTRY) private readonly registry: Registry) {}

  /** Everything measured, in Prometheus' text format. */
  @Get()
  async scrape(@Res() reply: FastifyReply) {
    return reply.header('content-type', this.registry.contentType).send(await this.registry.metrics());
  }
}
