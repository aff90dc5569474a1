import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { CasesModule } from './cases/cases.module.js';
import { EngagementsModule } from './engagements/engagements.module.js';
import { EventsModule } from './events/events.module.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { DocsController } from './openapi/docs.controller.js';
import { ProblemsController } from './problems/problems.controller.js';
import { ProjectionsController } from './projections/projections.controller.js';
import { ReportsModule } from './reports/reports.module.js';
import { ResourcesModule, type Resources } from './resources.js';
import { UnionsModule } from './unions/unions.module.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';

@Module({})
export class AppModule {
  static with(resources: Resources): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ResourcesModule.with(resources),
        CqrsModule.forRoot(),
        HttpModule,
        CasesModule,
        UnionsModule,
        EngagementsModule,
        ReportsModule,
        EventsModule,
        HealthModule,
      ],
      controllers: [ProjectionsController, MetricsController, ProblemsController, DocsController, WebhooksController],
    };
  }
}
