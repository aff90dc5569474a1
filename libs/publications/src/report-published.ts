import { IsInt, IsOptional, Matches, Min } from 'class-validator';
import { IsCode, IsText, MAX_NAME, MAX_NOTE, Nested } from '#unions';
import { IsTextsByName } from './is-texts-by-name.js';
import { LastEvent } from './last-event.js';
import { PublishedFrame } from './published-frame.js';
import { REPORTS, type ReportName } from './reports.js';

/** A report was given out: what was asked, what the answer stands on, and by which digest it is known again. */
export class ReportPublished {
  @IsCode(REPORTS, 'report')
  report!: ReportName;

  /** The parameters as they were given. */
  @IsTextsByName()
  request!: Readonly<Record<string, string>>;

  @IsOptional()
  @IsText(MAX_NAME)
  title?: string;

  @IsOptional()
  @IsText(MAX_NOTE)
  note?: string;

  @Nested(() => PublishedFrame)
  frame!: PublishedFrame;

  /** None: the report was of an empty log. */
  @IsOptional()
  @Nested(() => LastEvent)
  lastEvent?: LastEvent;

  /** Version of the calendar of working days, where they were counted. */
  @IsOptional()
  @IsText(MAX_NAME)
  calendar?: string;

  /** SHA-256 of the report as canonical JSON (RFC 8785) in UTF-8: hexadecimal digits in lower case. */
  @Matches(/^[0-9a-f]{64}$/, { message: '$property must be a SHA-256' })
  sha256!: string;

  /** How many groups the report has, its total not among them. */
  @IsInt()
  @Min(0)
  groups!: number;
}

/** What somebody asks to have published; all else is computed. */
export type PublicationAsked = Pick<ReportPublished, 'report' | 'request' | 'title' | 'note'>;
