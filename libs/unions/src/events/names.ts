import { IsOptional } from 'class-validator';
import { IsText, MAX_NAME, OptionalWith } from '../rules.js';

/** A name in Chinese, in English, or in both. */
export class Names {
  @OptionalWith('en')
  @IsText(MAX_NAME)
  zh?: string;

  @IsOptional()
  @IsText(MAX_NAME)
  en?: string;
}
