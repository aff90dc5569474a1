import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { UnionRegistered, validateUnionContent } from '#unions';
import { bodyOrEmpty } from '../http/json-body.js';
import { IdPipe } from '../http/id.pipe.js';
import { entityTag } from '../http/if-match.js';
import { Write, WriteRequest } from '../http/write-request.js';
import { changeTypeOf } from './change-type.js';
import { ChangeUnion } from './commands/change-union.js';
import { RegisterUnion } from './commands/register-union.js';
import { FindUnions } from './queries/find-unions.js';
import { GetUnion } from './queries/get-union.js';
import { MomentQuery } from '../http/moment.js';
import { UnionsQuery } from './unions-query.js';

@Controller('v1/unions')
export class UnionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  async register(
    @Body() content: UnionRegistered,
    @Write() write: WriteRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const registered = await this.commands.execute(new RegisterUnion(content, write));
    reply.headers({ location: `/v1/unions/${registered.unionId}`, etag: entityTag(registered.revision) });
    return registered;
  }

  @Post(':unionId/:change')
  async change(
    @Param('unionId', IdPipe) unionId: string,
    @Param('change') change: string,
    @Body() body: unknown,
    @Write() write: WriteRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const type = changeTypeOf(change);
    const content = validateUnionContent(type, bodyOrEmpty(body));
    const recorded = await this.commands.execute(new ChangeUnion(unionId, type, content, write));
    reply.header('etag', entityTag(recorded.revision));
    return recorded;
  }

  @Get()
  find(@Query() query: UnionsQuery) {
    return this.queries.execute(new FindUnions(query));
  }

  @Get(':unionId')
  get(@Param('unionId', IdPipe) unionId: string, @Query() query: MomentQuery) {
    return this.queries.execute(new GetUnion(unionId, query));
  }
}
