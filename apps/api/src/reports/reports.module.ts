import { Module } from '@nestjs/common';
import { GetReferralEdgesHandler } from './get-referral-edges.js';
import { GetResponseTimesHandler } from './get-response-times.js';
import { GetTabulationHandler } from './get-tabulation.js';
import { ListFactsHandler } from './list-facts.js';
import { FindPublishedReportsHandler } from './published/find-published-reports.js';
import { GetPublishedReportHandler } from './published/get-published-report.js';
import { GetReportChangesHandler } from './published/get-report-changes.js';
import { PublishReportHandler } from './published/publish-report.js';
import { PublishedReports } from './published/published-reports.js';
import { PublishedReportsController } from './published/published-reports.controller.js';
import { ReportsController } from './reports.controller.js';

@Module({
  controllers: [ReportsController, PublishedReportsController],
  providers: [
    PublishedReports,
    GetResponseTimesHandler,
    GetTabulationHandler,
    GetReferralEdgesHandler,
    ListFactsHandler,
    PublishReportHandler,
    FindPublishedReportsHandler,
    GetPublishedReportHandler,
    GetReportChangesHandler,
  ],
})
export class ReportsModule {}
