import { IsInt, IsString, Min } from 'class-validator';
import { IsEdtf, IsTimeZone } from '#unions';

/** What the figures stand on, exactly as the report said it. */
export class PublishedFrame {
  /** ISO 8601, to the millisecond. */
  @IsEdtf()
  asOf!: string;

  @IsEdtf()
  knownAt!: string;

  /** In the log that the report was read from; '' before the first event. */
  @IsString()
  position!: string;

  @IsTimeZone()
  timeZone!: string;

  /** Versions of the rules that clocks follow, and of the measures that figures are computed with. */
  @IsInt()
  @Min(1)
  rules!: number;

  @IsInt()
  @Min(1)
  measures!: number;
}
