import { Module } from '@nestjs/common';
import { GetResponseTimesHandler } from './get-response-times.js';
import { GetTabulationHandler } from './get-tabulation.js';
import { ListFactsHandler } from './list-facts.js';
import { ReportsController } from './reports.controller.js';

@Module({
  controllers: [ReportsController],
  providers: [GetResponseTimesHandler, GetTabulationHandler, ListFactsHandler],
})
export class ReportsModule {}
