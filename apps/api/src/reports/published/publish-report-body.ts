import { IsOptional } from 'class-validator';
import { REPORTS, type ReportName } from '#publications';
import { ResponseTimesRequest } from '#read-models';
import { IsCode, IsText, MAX_NAME, MAX_NOTE, Nested } from '#unions';

/** The body of POST /v1/reports/published. */
export class PublishReportBody {
  @IsCode(REPORTS, 'report')
  report!: ReportName;

  /** What the report is asked for, by the names that its query has, as texts. */
  @Nested(() => ResponseTimesRequest)
  request!: ResponseTimesRequest;

  @IsOptional()
  @IsText(MAX_NAME)
  title?: string;

  @IsOptional()
  @IsText(MAX_NOTE)
  note?: string;
}
