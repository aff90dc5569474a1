import { Module } from '@nestjs/common';
import { CasesController } from './cases.controller.js';
import { OpenCaseHandler } from './commands/open-case.js';
import { RecordStepHandler } from './commands/record-step.js';
import { CaseHistory } from './queries/case-history.js';
import { FindCasesHandler } from './queries/find-cases.js';
import { GetCaseHandler } from './queries/get-case.js';
import { GetTimelineHandler } from './queries/get-timeline.js';

@Module({
  controllers: [CasesController],
  providers: [CaseHistory, OpenCaseHandler, RecordStepHandler, FindCasesHandler, GetCaseHandler, GetTimelineHandler],
})
export class CasesModule {}
