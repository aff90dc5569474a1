import { Controller, Get } from '@nestjs/common';
import { ProjectionControl } from '#projections';

@Controller('v1/projections')
export class ProjectionsController {
  constructor(private readonly projections: ProjectionControl) {}

  /** How far each projection is behind the log, and why it stands still if it does. */
  @Get()
  async list() {
    return { items: await this.projections.list() };
  }
}
