import { IsInt, Min } from 'class-validator';
import { IsId, IsText, MAX_NAME } from '#unions';

/** The last event that may count, by what it keeps in every copy of the log, where its position is another. */
export class LastEvent {
  @IsId()
  id!: string;

  @IsText(MAX_NAME)
  stream!: string;

  @IsInt()
  @Min(0)
  revision!: number;
}
