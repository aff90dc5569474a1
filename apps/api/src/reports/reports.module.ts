import { Module } from '@nestjs/common';
import { GetAccountabilityHandler } from './get-accountability.js';
import { GetResponseTimesHandler } from './get-response-times.js';
import { ReportsController } from './reports.controller.js';

@Module({ controllers: [ReportsController], providers: [GetResponseTimesHandler, GetAccountabilityHandler] })
export class ReportsModule {}
