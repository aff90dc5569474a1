import { IsOptional } from 'class-validator';
import { IsEdtf, IsTexts, MAX_NAME, Nested, OptionalWith } from '../rules.js';
import { Names } from './names.js';

/** New names or aliases in the place of the old ones; what is left out stays. */
export class UnionRenamed {
  @OptionalWith('aliases')
  @Nested(() => Names)
  names?: Names;

  @IsOptional()
  @IsTexts(MAX_NAME)
  aliases?: string[];

  @IsOptional()
  @IsEdtf()
  occurredAt?: string;
}
