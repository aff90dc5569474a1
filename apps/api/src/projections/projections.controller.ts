import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ProjectionControl } from '#projections';
import { NothingMore } from '../http/nothing-more.js';
import { Problem } from '../problems/problem.js';
import { compared, type Comparison } from './comparison.js';
import { DiffQuery } from './diff-query.js';
import { isOperation, type OperationName } from './operation-names.js';
import { VersionPipe } from './version.pipe.js';

@Controller('v1/projections')
export class ProjectionsController {
  constructor(private readonly projections: ProjectionControl) {}

  /** How far each projection is behind the log, and why it stands still if it does. */
  @Get()
  async list(@Query() _query: NothingMore) {
    return { items: await this.projections.list() };
  }

  /** What a server of this program builds, or would build. */
  @Get('plan')
  async plan(@Query() _query: NothingMore) {
    return { items: await this.projections.plan() };
  }

  /** The rows that two versions do not have alike. */
  @Get(':projection/diff')
  diff(@Param('projection') name: string, @Query() query: DiffQuery): Promise<Comparison> {
    return compared(this.projections, name, query);
  }

  /** @returns the projection as it is afterwards; the engine goes on from there */
  @Post(':projection/:version/:operation')
  @HttpCode(200)
  async operate(
    @Param('projection') name: string,
    @Param('version', VersionPipe) version: number,
    @Param('operation') operation: OperationName,
    @Body() _body: NothingMore,
  ) {
    if (!isOperation(operation)) throw Problem.of('not-found');
    await this.projections[operation](name, version);
    return { items: (await this.projections.list()).filter((status) => status.name === name) };
  }
}
