import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { EventStore } from '#event-store';
import { Webhooks, type DeadLetter, type Webhook } from '#webhooks';
import type { PageOf } from '#read-models';
import { requireInLog } from '../events/starting-place.js';
import { IdPipe } from '../http/id.pipe.js';
import { NothingMore } from '../http/nothing-more.js';
import { limitOf } from '../http/read-query.js';
import { EVENT_STORE } from '../resources.js';
import { DeadLettersQuery } from './dead-letters-query.js';
import { NewWebhookBody, ReplayBody } from './webhook-bodies.js';

/** A webhook with its secret, which is told when it is made and never again. */
type WithSecret = Webhook & { readonly secret: string };

@Controller('v1/webhooks')
export class WebhooksController {
  constructor(
    private readonly webhooks: Webhooks,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Post()
  async create(@Body() body: NewWebhookBody, @Res({ passthrough: true }) reply: FastifyReply): Promise<WithSecret> {
    const { from, conditions = {} } = body;
    if (from !== undefined) await requireInLog(this.store, 'from', from);
    const { webhook, secret } = await this.webhooks.create({ ...body, conditions });
    reply.header('location', `/v1/webhooks/${webhook.id}`);
    return { ...webhook, secret };
  }

  @Get()
  async list(@Query() _query: NothingMore): Promise<{ readonly items: readonly Webhook[] }> {
    return { items: await this.webhooks.list() };
  }

  @Get(':webhookId')
  get(@Param('webhookId', IdPipe) id: string, @Query() _query: NothingMore): Promise<Webhook> {
    return this.webhooks.get(id);
  }

  @Delete(':webhookId')
  @HttpCode(204)
  async delete(@Param('webhookId', IdPipe) id: string): Promise<void> {
    await this.webhooks.delete(id);
  }

  @Post(':webhookId/rotate-secret')
  @HttpCode(200)
  async rotate(@Param('webhookId', IdPipe) id: string, @Body() _body: NothingMore): Promise<WithSecret> {
    const { webhook, secret } = await this.webhooks.rotateSecret(id);
    return { ...webhook, secret };
  }

  @Post(':webhookId/pause')
  @HttpCode(200)
  pause(@Param('webhookId', IdPipe) id: string, @Body() _body: NothingMore): Promise<Webhook> {
    return this.webhooks.pause(id);
  }

  @Post(':webhookId/resume')
  @HttpCode(200)
  resume(@Param('webhookId', IdPipe) id: string, @Body() _body: NothingMore): Promise<Webhook> {
    return this.webhooks.resume(id);
  }

  @Get(':webhookId/dead-letters')
  async deadLetters(
    @Param('webhookId', IdPipe) id: string,
    @Query() query: DeadLettersQuery,
  ): Promise<PageOf<DeadLetter>> {
    const { items, next } = await this.webhooks.deadLetters(id, query.cursor, limitOf(query));
    return { items, nextCursor: next };
  }

  @Post(':webhookId/replay')
  @HttpCode(200)
  async replay(@Param('webhookId', IdPipe) id: string, @Body() { eventId }: ReplayBody) {
    return { replayed: await this.webhooks.replay(id, eventId) };
  }
}
